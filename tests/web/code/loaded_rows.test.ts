/** Rows that scikit-learn ships (Fig. 12): a script calls its function, and an edit of a number leaves the file in its place. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { complete } from "../../../web/code/complete.js";
import { readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import type { ArrayData, Program } from "../../../web/engine/program.js";
import { editRun } from "../../../web/figure/edit_run.js";
import { SpecError } from "../../../web/figure/resolve.js";
import { tableSource } from "../../../web/figure/table_source.js";
import { createState } from "../../../web/figure/update.js";
import { readSpecFile } from "../../../web/site/pictures/spec_file.js";

const path = fileURLToPath(new URL("../../../lessons/deep-learning-basics/figures/12-tabular.json", import.meta.url));
const spec = readSpecFile(path, "12-tabular.json");
const state = createState(spec);
const [CNN, SHUFFLED] = [0, 1];

function edited(run: number, from: string | RegExp, to: string) {
  const text = pytorchScript(state.runs[run].program, 400);
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  const read = readScript(other);
  if (read.problem) throw new Error(`line ${read.problem.line}: ${read.problem.message}`);
  return editRun(state, run, read.program, complete);
}

const rowsOf = ({ data }: Program) => (data as ArrayData).targets.length;

test("a script is short, whatever the file holds", () => {
  const text = pytorchScript(state.runs[SHUFFLED].program, 400);
  expect(text).toContain("load_breast_cancer()");
  expect(text.length).toBeLessThan(2000);
});

test("another number of rows moves its control, for all runs", () => {
  const after = edited(CNN, /300/g, "200");
  expect(after.variables).toEqual({ ...state.variables, rows: 200 });
  expect(after.spec.source).toBe(spec.source);
  expect(after.runs.map(({ program }) => rowsOf(program))).toEqual([200, 200, 200, 200]);
});

test("another seed splits anew and is a seed for all", () => {
  const after = edited(SHUFFLED, /manual_seed\(7\)/g, "manual_seed(8)");
  expect(after.seed).toBe(8);
  expect(after.spec.source).toBe(spec.source);
  expect(after.runs[SHUFFLED].program).toEqual(createState(spec, { seed: 8 }).runs[SHUFFLED].program);
});

test("another layer leaves the rows to the file", () => {
  const after = edited(CNN, "kernel_size=3, padding=1", "kernel_size=5, padding=2");
  expect(after.spec.source).toBe(spec.source);
  expect(after.runs[CNN].program.model?.[0]).toMatchObject({ kernel_size: 5, padding: 2 });
  expect(after.runs[CNN].program.data).toBe(state.runs[CNN].program.data);
});

test("another loader, a shorter file or chosen columns are refused with what there is", () => {
  const text = "a,b,c,d,y\n1,2,3,4,0\n";
  const place = (data: object) => () =>
    tableSource(new Map([["a.csv", text]])).place({ data: { src: "a.csv", ...data } } as never, "program");
  expect(place({ loader: "load_moons" })).toThrow(
    new SpecError("program.data.loader", "must be one of scikit-learn's load_breast_cancer, load_iris, load_wine"),
  );
  expect(place({ loader: "load_iris" })).toThrow("program.data.loader: gives 150 rows of 4");
  expect(place({ loader: "load_iris", features: ["a"] })).toThrow("program.data.features");
});
