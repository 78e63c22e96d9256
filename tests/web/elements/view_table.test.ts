/** The table behind a drawing has the drawing's own numbers, the latest first, and its file a name that no other has. */
import { describe, expect, test } from "vitest";
import { viewFile } from "../../../web/elements/study/files.js";
import { tableOf } from "../../../web/elements/study/view_table.js";
import type { FigureState } from "../../../web/figure/state.js";
import { sayOfStudy } from "../../../web/strings/study.js";
import { loadViews, viewTypes } from "../../../web/views/registry.js";
import * as synthetic from "../views/synthetic/index.js";

await loadViews(viewTypes);
const say = sayOfStudy("en");
const shown = (state: FigureState, views: FigureState["views"]): FigureState => ({ ...state, views });
const table = (state: FigureState, type: string, most?: number, more = {}) =>
  tableOf(shown(state, [{ type, title: type, ...more }]), 0, say, most);

describe("the table", () => {
  test("behind a heat map of gradients has every layer's norm, of the last step first", () => {
    const state = synthetic.hundredLayers();
    const { head, rows, count } = table(state, "gradient_heat");
    expect(head).toEqual(["step", "layer", "gradient"]);
    const { step, norm } = state.runs[0].gradients;
    expect([rows.length, count]).toEqual([101 * step.length, 101 * step.length]);
    expect(rows[0]).toEqual([step.at(-1), "hidden 1", norm.at(-1)![0]]);
    expect(rows[100]).toEqual([step.at(-1), "output", norm.at(-1)![100]]);
    expect(rows.at(-1)).toEqual([step[0], "output", norm[0]![100]]);
  });

  test("looks no further back than is shown", () => {
    const { rows, count } = table(synthetic.hundredLayers(), "gradient_heat", 400);
    expect(rows).toHaveLength(404);
    expect(count).toBeGreaterThan(20_000);
  });

  test("behind a map has the paths, step by step", () => {
    const state = synthetic.descent("bowl", [-5, 2]);
    const { head, rows } = table(state, "contour");
    expect(head.slice(0, 3)).toEqual(["step", "SGD x", "SGD y"]);
    expect(rows.map(([step]) => step)).toEqual(Array.from({ length: 201 }, (_, back) => 200 - back));
    expect(rows.at(-1)).toEqual([0, -5, 2, -5, 2, -5, 2, -5, 2]);
    expect(rows[0].slice(1, 3)).toEqual(state.runs[0].path.slice(-2));
  });

  test("behind a grid of columns has how the classes differ in each", () => {
    const { head, rows } = table(synthetic.tables(), "column_grid", undefined, { beside: 1 });
    expect(head).toEqual(["run", "measurement", "place", "value"]);
    expect(rows).toHaveLength(60);
    expect(rows[13].slice(0, 3)).toEqual(["CNN", "difference", "1, 3"]);
    const { inputs, targets } = synthetic.tables().runs[0].program.data as {
      inputs: Float32Array;
      targets: Int32Array;
    };
    const column = Array.from(targets, (_, row) => inputs[30 * row + 13]!);
    const mean = column.reduce((a, b) => a + b) / 40;
    const spread = Math.sqrt(column.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 40);
    const of = (target: number) => column.filter((_, row) => targets[row] === target).reduce((a, b) => a + b) / 20;
    expect(rows[13][3]).toBeCloseTo((of(1) - of(0)) / spread, 5);
  });

  test("of curves is the runs' history", () => {
    const { head, rows } = table(synthetic.overfitting(), "curves");
    expect(head).toContain("with dropout, validation loss");
    expect(rows[0][0]).toBe(0);
  });
});

test("two drawings of a kind have files of two names", () => {
  const state = shown(synthetic.overfitting(), [
    { type: "curves", title: "Loss" },
    { type: "weight_histogram", title: "Weights" },
    { type: "curves", title: "Accuracy" },
  ]);
  const names = [0, 1, 2].map((index) => viewFile(state, index).slice(state.spec.name.length));
  expect(names).toEqual(["-curves-1", "-weight-histogram", "-curves-2"]);
});
