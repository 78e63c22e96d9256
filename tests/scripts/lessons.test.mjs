// lesson:new makes a lesson that lesson:check finds nothing wrong with; lesson:check names what an author gets wrong.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkLessons, reportLesson } from "../../scripts/lesson-check.mjs";
import { newLesson } from "../../scripts/lesson-new.mjs";

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "livefig-lessons-"));
  mkdirSync(join(root, "lessons"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const change = (path, from, to) => {
  const file = join(root, "lessons", path);
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
};
const mistakes = async () => (await checkLessons(root)).flatMap((lesson) => lesson.mistakes);

describe("lesson:new", () => {
  test("makes a lesson with nothing to mend", async () => {
    expect(newLesson("recurrent-networks", root)).toBe(join(root, "lessons/recurrent-networks"));
    expect(readFileSync(join(root, "lessons/recurrent-networks/lesson.md"), "utf8")).toMatch(
      /^---\ntitle: Recurrent networks\nlesson: 1\nof: 1\n/,
    );
    expect(await checkLessons(root)).toEqual([
      { name: "recurrent-networks", figures: 1, links: expect.any(Number), claims: 1, mistakes: [] },
    ]);
  }, 60_000);

  test("numbers it after the others", () => {
    newLesson("one", root);
    expect(readFileSync(join(newLesson("two", root), "lesson.md"), "utf8")).toContain("lesson: 2\nof: 2\n");
  });

  test.each([
    ["", /name the lesson/],
    ["Big", /cannot stand in an address/],
    ["a--b", /cannot stand in an address/],
    ["../x", /cannot stand in an address/],
    ["assets", /folder of the site itself/],
  ])("refuses %j and writes nothing", (name, reason) => {
    expect(() => newLesson(name, root)).toThrow(reason);
    expect(existsSync(join(root, "lessons", name || "undefined", "lesson.md"))).toBe(false);
  });

  test("refuses a name that is taken, and leaves what is there", () => {
    newLesson("first", root);
    change("first/lesson.md", "title: First", "title: Mine");
    expect(() => newLesson("first", root)).toThrow("lessons/first is there already");
    expect(readFileSync(join(root, "lessons/first/lesson.md"), "utf8")).toContain("title: Mine");
  });
});

describe("lesson:check", () => {
  const spec = "first/figures/01-first.json";
  beforeEach(() => newLesson("first", root));

  test.each([
    ["a program", spec, '"out_features": 2', '"out_features": 0', /01-first\.json: model\[2\]\.out_features: \S/],
    [
      "a control's end",
      spec,
      '"min": 2,',
      '"min": 0,',
      /01-first\.json: model\[0\]\.out_features: .* \(with width = 0\)$/,
    ],
    ["a name", spec, '"name": "01-first"', '"name": "first"', /01-first\.json: name: is "first"/],
    ["a comma", spec, '"version": 1,', '"version": 1', /01-first\.json: not JSON: /],
    [
      "a figure",
      "first/lesson.md",
      "figures/01-first",
      "figures/1-first",
      /lesson\.md: ::figure\{src=figures\/1-first\.json\}: there is no such file/,
    ],
    ["a claim", "first/claims.json", '"network"', '"net"', /claims\.json: \[0\]\.holds\.quantity: .*no run "net"/],
    [
      "an anchor",
      "first/lesson.md",
      "in brackets",
      "[there](#nowhere)",
      /lesson\.md:12: #nowhere: nothing has the id "nowhere"; there are .*introduction/,
    ],
    [
      "a lesson",
      "first/lesson.md",
      "in brackets",
      "[there](../second/)",
      /lesson\.md:12: \.\.\/second\/: there is no lesson "second"/,
    ],
    ["a file", "first/lesson.md", "in brackets", "[there](data/x.csv)", /data\/x\.csv: there is no such file/],
    ["ftp", "first/lesson.md", "https://example", "ftp://example", /ftp: is not for a page/],
    [
      "a picture",
      "first/lesson.md",
      "in brackets",
      "![](data/README.md)",
      /lesson\.md:12: data\/README\.md: the picture has no text alternative/,
    ],
    ["a heading", "first/lesson.md", " {#takeaways}", "", /“Key takeaways”: has no id/],
    ["an id twice", "first/lesson.md", "{#takeaways}", "{#introduction}", /two places have the id "introduction"/],
    [
      "a reference",
      "first/lesson.md",
      "brackets[^first]",
      "brackets[^second]",
      /\[\^second\]: there is no such reference/,
    ],
    ["a formula", "first/lesson.md", "$y =", "$\\nothing =", /lesson\.md:12: .*nothing/],
  ])(
    "names %s",
    async (_, path, from, to, message) => {
      change(path, from, to);
      const found = await mistakes();
      expect(
        found.some((mistake) => message.test(mistake)),
        found.join("\n"),
      ).toBe(true);
    },
    60_000,
  );

  test("asks for claims, and for figures that are shown", async () => {
    writeFileSync(join(root, "lessons/first/claims.json"), "[]");
    cpSync(join(root, "lessons", spec), join(root, "lessons/first/figures/02-second.json"));
    const [lesson] = await checkLessons(root);
    expect(lesson.mistakes).toEqual([
      expect.stringMatching(/02-second\.json: no ::figure in lessons\/first\/lesson\.md shows it/),
      expect.stringMatching(/02-second\.json: name: is "01-first"/),
      expect.stringMatching(/01-first\.json: nothing is claimed about it/),
    ]);
    expect(reportLesson(lesson)).toMatch(/^FAILED {2}lessons\/first: 2 figures/);
  }, 60_000);

  test("reads the files that a spec names, and tells row and column", async () => {
    const first = async () => (await mistakes())[0];
    const data = /"data": (\{[^}]*\}|"\w+")/.exec(readFileSync(join(root, "lessons", spec), "utf8"))[0];
    const named = (src) => `"data": { "src": "${src}", "target": "side" }`;
    const table = join(root, "lessons/first/data/table.csv");
    mkdirSync(join(root, "lessons/first/data"), { recursive: true });
    change(spec, data, named("../data/table.csv"));
    expect(await first()).toMatch(/01-first\.json: \.\.\/data\/table\.csv: there is no such file$/);
    writeFileSync(table, "x,y,side\n1,2,left\n3,four,right\n");
    expect(await first()).toMatch(
      /01-first\.json: program\.data: \.\.\/data\/table\.csv: row 3, column “y”: must be a number, not “four”$/,
    );
    writeFileSync(table, "x,y,side\n1,2,left\n3,4,right\n");
    expect(await mistakes()).toEqual([]);
    change(spec, named("../data/table.csv"), named("../../other/table.csv"));
    expect(await first()).toContain("is not in the lesson's folder");
  }, 60_000);
});
