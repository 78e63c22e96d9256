/** What a figure that is built makes of its rows: views that suit them, several goals, a CSV file whose column is read anew. */
import { describe, expect, test } from "vitest";
import { complete } from "../../../../web/code/complete.js";
import { readCsv } from "../../../../web/data/csv.js";
import type { ArrayData, Program } from "../../../../web/engine/program.js";
import { editRun } from "../../../../web/figure/edit_run.js";
import { tableOwn } from "../../../../web/figure/own_data.js";
import { takeSnapshot } from "../../../../web/figure/snapshot.js";
import type { FigureSpec } from "../../../../web/figure/spec.js";
import { suits } from "../../../../web/figure/suits.js";
import { applySnapshot, createState, resetState, setProgram, setSource } from "../../../../web/figure/update.js";
import { validateSpec } from "../../../../web/figure/validate.js";
import { dropout, snapshotAt } from "../sample.js";

const low = (below: number) => ({ label: `below ${below}`, run: "yours", quantity: "validationLoss", below });
const spec: FigureSpec = {
  ...dropout,
  variables: {},
  controls: [],
  readout: "",
  runs: [{ name: "yours" }],
  program: {
    data: { name: "digits", train: 1437 },
    model: [{ type: "Linear", out_features: 10 }],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "SGD" },
  },
  views: [
    { type: "curves", title: "Loss" },
    { type: "boundary", title: "Boundary", for: { inputs: 2, learns: "classes" } },
    { type: "feature_maps", title: "Maps", for: { layer: "Conv2d" } },
    { type: "filters", title: "Filters", for: { inputs: 64, without: "Conv2d" } },
  ],
  builder: { goals: [low(0.4), low(0.1), { ...low(9), run: "yours", quantity: "parameters" }] },
};
const types = (program: Partial<Program>) => {
  const state = createState(spec);
  return setProgram(state, { ...state.program, ...program }).views.map(({ type }) => type);
};

describe("views", () => {
  test("come and go with the program", () => {
    expect(types({})).toEqual(["curves", "filters"]);
    expect(types({ data: { name: "moons" } })).toEqual(["curves", "boundary"]);
    expect(types({ data: { name: "moons" }, loss: { type: "MSELoss" } })).toEqual(["curves"]);
    const block = [{ type: "Conv2d", out_channels: 1, kernel_size: 1 }];
    expect(types({ data: { name: "digits", image: true }, model: [{ type: "Residual", block }] })).toEqual([
      "curves",
      "feature_maps",
    ]);
  });

  test("suit nothing that is no program yet", () => {
    expect(suits({ inputs: 2 }, {})).toBe(false);
    expect(suits({ layer: "Linear" }, { data: "digits", model: [] } as unknown as Program)).toBe(false);
  });
});

describe("several goals", () => {
  const played = (...steps: number[]) => applySnapshot(createState(spec), snapshotAt(steps.at(-1)!, steps));

  test("are met one by one, and forgotten at step 0", () => {
    const state = played(0, 2, 4, 6);
    expect(state.metAt).toEqual({ 0: 6 });
    expect(takeSnapshot(state).goals).toEqual([
      { label: "below 0.4", met: true, step: 6 },
      { label: "below 0.1", met: false },
      { label: "below 9", met: false },
    ]);
    expect(applySnapshot(state, snapshotAt(40, [8, 40])).metAt).toEqual({ 0: 6, 1: 40 });
    expect(resetState(state).metAt).toBeUndefined();
  });
});

describe("a CSV file", () => {
  const rows = Array.from({ length: 20 }, (_, row) => `${row % 7},${(row * 3) % 5},${row % 3}`);
  const table = readCsv(`a,b,c\n${rows.join("\n")}\n`);
  const state = createState(spec);
  const own = setSource(state, tableOwn(state, table, "own.csv", {}).source);
  const data = ({ runs }: typeof own) => runs[0]!.program.data as ArrayData;

  test("gives classes, and the views that suit its inputs", () => {
    expect(data(own).targets).toBeInstanceOf(Int32Array);
    expect(own.runs[0]!.program.model!.at(-1)!.out_features).toBe(3);
    expect(own.views.map(({ type }) => type)).toEqual(["curves", "boundary"]);
  });

  test("is read anew where the loss learns values", () => {
    const values = editRun(own, 0, { ...own.program, loss: { type: "MSELoss" } }, complete, spec);
    expect(data(values).targets).toBeInstanceOf(Float32Array);
    expect(values.runs[0]!.program.model!.at(-1)!.out_features).toBe(1);
    expect(values.spec.source).toBe(own.spec.source);
  });
});

test("a spec's builder is checked", () => {
  const mistakes = (more: object) =>
    validateSpec({ ...spec, ...more }, "f", { types: () => ["Linear", "moons"] }).mistakes;
  expect(mistakes({})).toEqual([]);
  expect(mistakes({ builder: true })).toEqual([]);
  expect(mistakes({ builder: { layers: ["Linaer"] } })).toEqual([
    'f: builder.layers[0]: unknown layer "Linaer"; did you mean "Linear"?',
  ]);
  expect(mistakes({ runs: [{ name: "yours", set: {} }] })[0]).toMatch(/^f: builder: needs a single run/);
  expect(mistakes({ builder: { goals: [{ run: "yours", quantity: "step", above: 1 }] } })[0]).toMatch(
    /builder\.goals\[0\]\.label: is missing/,
  );
  expect(mistakes({ builder: { goals: [low(1)] }, goal: low(1) })[0]).toMatch(/in place of a goal/);
  expect(mistakes({ views: [{ type: "curves", title: "Loss", for: { input: 2 } }] })[0]).toMatch(
    /views\[0\]\.for\.input: unknown field/,
  );
});
