/** CSV as people's programs write it, and what is wrong with it, by row and column. */
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../web/data/csv.js";
import { prepare } from "../../../web/data/prepare.js";
import { DataProblem } from "../../../web/data/problem.js";
import { tableOf } from "../../../web/data/table.js";

const cells = (text: string) => readCsv(text).rows.map((row) => row.cells);
const problem = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof DataProblem) return error.message;
    throw error;
  }
  return "none";
};
const wrong = (text: string, kind: "classes" | "two" | "values" = "classes", options = {}) =>
  problem(() => prepare(readCsv(text), options, kind, 0));

describe("reading", () => {
  it("takes names from a first row without numbers, else numbers the columns", () => {
    expect(readCsv("a,b\n1,2\n").columns).toEqual(["a", "b"]);
    expect(readCsv("1,2\n3,4").columns).toEqual(["1", "2"]);
    expect(readCsv("1,2,cat\n3,4,dog").rows.length).toBe(2);
  });

  it("knows quotes, line ends of all systems, a byte order mark, and cells with separators in them", () => {
    expect(cells('\ufeffa,b\r\n"x, ""y""","line\nbreak"\r1,2\n')).toEqual([
      ['x, "y"', "line\nbreak"],
      ["1", "2"],
    ]);
  });

  it("knows semicolons with decimal commas, and tabs", () => {
    expect(cells("a;b\n1,5;-2\n")).toEqual([["1.5", "-2"]]);
    expect(cells("a\tb\n1\t2")).toEqual([["1", "2"]]);
  });

  it("counts rows as a spreadsheet does, empty ones too", () => {
    expect(readCsv("a,b\n\n1,2\n\n\n3,4\n").rows.map(({ at }) => at)).toEqual([3, 6]);
  });

  it("keeps an empty last cell", () => {
    expect(cells("a,b\n1,")).toEqual([["1", ""]]);
  });
});

describe("what is wrong names row and column", () => {
  it.each([
    ["a,y\n1,0\nabc,1\n", "row 3, column “a”: must be a number, not “abc”"],
    ["a,y\n1,0\n,1\n", "row 3, column “a”: is empty"],
    ["a,y\n1,0\n1e999,1\n", "row 3, column “a”: must be a number, not “1e999”"],
    ["a,y\n1,0\n0x10,1\n", "row 3, column “a”: must be a number, not “0x10”"],
    ["a,y\n1,0\n2\n", "row 3 has 1 cells, but there are 2 columns"],
    ['a,y\n1,0\n"2,1\n', "row 3: a quotation mark opens and never closes"],
    ["a,y\n1,0\n2,\n", "row 3, column “y”: is empty"],
    ["a,y\n1,0\n2,0\n", "column “y” has one value only, “0”: there is nothing to tell apart"],
    ["a\n1\n2\n", "there must be at least two columns: what goes in, and what is to come out"],
    ["a,y\n", "there are no rows"],
    ["", "there are no rows"],
  ])("%j", (text, said) => expect(wrong(text)).toBe(said));

  it("and what the figure cannot learn", () => {
    const many = `a,y\n${Array.from({ length: 200 }, (_, row) => `1,${row / 7}`).join("\n")}`;
    expect(wrong(many)).toMatch(/^column “y” has 200 different values, and this figure learns classes: at most 100/);
    expect(wrong("a,y\n1,p\n2,q\n3,r\n", "two")).toMatch(
      /^column “y” has 3 classes \(p, q, r\), and this figure tells two/,
    );
    expect(wrong("a,y\n1,p\n2,q\n", "values")).toBe("row 2, column “y”: must be a number, not “p”");
    expect(wrong("a,y\n1,0\n2,1\n", "classes", { target: "z" })).toBe("there is no column “z”; there are a, y");
    expect(wrong("a,y\n1,0\n2,1\n", "classes", { train: 3 })).toMatch(/^train must be a whole number from 1 to 2/);
    expect(wrong("a,b,y\n1,0,0\n2,1,1\n", "classes", { shape: [3] })).toBe(
      "a row has 2 inputs, which do not fill the shape 3",
    );
  });

  it("also in rows that a script gives", () => {
    const rows = (...all: unknown[]) => problem(() => prepare(tableOf(all), {}, "classes", 0));
    expect(rows({ a: 1, y: 0 }, { a: "x", y: 1 })).toBe("row 2, column “a”: must be a number, not “x”");
    expect(rows({ a: 1, y: 0 }, { y: 1 })).toBe("row 2, column “a”: is empty");
    expect(rows([1, 0], [2])).toBe("row 2 has 1 cells, but there are 2 columns");
    expect(rows([1, 0], { a: 1 })).toBe("row 2: must be a list, as the first row is");
    expect(rows({ a: 1, y: 0 }, [1, 0])).toBe("row 2: must be an object, as the first row is");
    expect(rows([Number.NaN, 0], [1, 1])).toBe("row 1, column “1”: must be a number, not “NaN”");
  });
});
