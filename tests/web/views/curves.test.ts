/** Curves: what the axis shows, where a curve is said to have turned up, and how a divergence looks. */
import { describe, expect, test } from "vitest";
import { logLossDomain, lossDomain, seriesOf, turnOf } from "../../../web/views/curve_series.js";
import { findView } from "../../../web/views/registry.js";
import { draw } from "./cases.js";
import * as synthetic from "./synthetic/index.js";
import { texts } from "./text_boxes.js";

const size = { width: 560, height: 320 };
const curve = (value: number[]) => ({
  run: synthetic.runState("a", 0, {}),
  split: "validation" as const,
  token: "run-0" as const,
  step: value.map((_, k) => 10 * k),
  value,
});

describe("series", () => {
  test("one per run and split, in the runs' colours", () => {
    const all = seriesOf(synthetic.overfitting(), "loss", ["train", "validation"]);
    expect(all.map(({ run, split, token }) => `${run.name} ${split} ${token}`)).toEqual([
      "with dropout train run-0",
      "with dropout validation run-0",
      "without train run-1",
      "without validation run-1",
    ]);
  });

  test("a surface has the loss of every step", () => {
    const all = seriesOf(synthetic.descent("bowl", [-5, 2], 30), "loss", ["train", "validation"]);
    expect(all).toHaveLength(4);
    expect(all[0]!.step).toHaveLength(31);
  });

  test("an accuracy that was never measured gives no line", () => {
    expect(seriesOf(synthetic.tenLayerRuns(), "accuracy", ["validation"])).toEqual([]);
  });
});

describe("a curve that turns up", () => {
  test("is marked at its lowest point", () => {
    expect(turnOf(curve([2, 1, 0.6, 0.5, 0.4, 0.42, 0.5, 0.55, 0.6, 0.65, 0.7]))).toEqual({
      step: 40,
      value: 0.4,
    });
  });

  test("is none while it falls, or wavers", () => {
    expect(turnOf(curve([2, 1, 0.5, 0.4, 0.3, 0.2]))).toBeNull();
    expect(turnOf(curve([2, 1, 0.5, 0.49, 0.5, 0.5, 0.495]))).toBeNull();
    const wavering = [2, 0.5, 0.08, 0.09, 0.05, 0.08, 0.09, 0.05, 0.08, 0.04, 0.05, 0.09, 0.065, 0.06];
    expect(turnOf(curve(wavering))).toBeNull();
    expect(turnOf(curve([...wavering, 0.06, 0.03, 0.08, 0.09, 0.08]))).toBeNull();
  });
});

describe("the loss axis", () => {
  test("begins at zero and holds a validation loss that grows", () => {
    const [low, high] = lossDomain([curve([0.7, 0.3, 0.5, 1, 1.5, 2, 2.5])]);
    expect(low).toBe(0);
    expect(high).toBeGreaterThanOrEqual(2.5);
  });

  test("lets the steep start leave, so that the rest can be told apart", () => {
    const [, high] = lossDomain([curve([2.3, ...Array.from({ length: 40 }, (_, k) => 0.2 + 0.6 * Math.exp(-k))])]);
    expect(high).toBeLessThan(1);
  });

  test("is not flattened by one wild value", () => {
    const [, high] = lossDomain([
      curve([2.3, 2, 1.5, 1, 0.8, 0.7, 1e9, 0.6, 0.5, ...Array.from({ length: 30 }, () => 0.4)]),
    ]);
    expect(high).toBeLessThan(25);
  });

  test("in logarithms spans at most eight decades, and refuses what is below zero", () => {
    const domain = logLossDomain([curve([10, 1, 1e-3, 1e-20, 0])])!;
    expect(domain[1] / domain[0]).toBeLessThanOrEqual(1.0001e8);
    expect(logLossDomain([curve([1, -0.1])])).toBeNull();
  });
});

describe("a cut axis", () => {
  const cut = { ...findView("curves")!.defaults, top: 0.6 };
  const state = synthetic.overfitting();
  const [first, second] = state.runs as [(typeof state.runs)[0], (typeof state.runs)[0]];
  const raised = (value: readonly number[]) => value.map((each) => each + 0.8);
  const { curves } = first;
  const high = {
    ...first,
    curves: { ...curves, trainLoss: raised(curves.trainLoss), validationLoss: raised(curves.validationLoss) },
  };
  /** How many lines are drawn in a colour; a line that is cut off wholly is not. */
  const lines = (runs: typeof state.runs, steps: number, token: string) => {
    const shown = { ...state, runs, playback: { ...state.playback, steps } };
    const { marks } = findView("curves")!.scene(shown, cut, size);
    return marks.filter((mark) => mark.kind === "path" && mark.stroke === token && mark.points.length > 40).length;
  };

  test("never hides the whole of a curve that had time to come down", () => {
    expect(lines([first, second], 1500, "run-0")).toBe(2);
    expect(lines([high, second], 1500, "run-0")).toBe(2);
    // In the first quarter of the steps every run lies above the cut.
    expect(lines([high, second], 10_000, "run-0")).toBe(0);
  });
});

describe("a run that diverged", () => {
  const one = { name: "", type: "curves", options: {}, state: synthetic.diverging() };
  const scene = draw(one, 560);

  test("ends in a cross at its last number, and says at which step", () => {
    const cross = scene.marks.filter((mark) => mark.kind === "path" && mark.stroke === "bad");
    expect(cross).toHaveLength(2);
    expect(texts(scene).map(({ text }) => text)).toContain("NaN at step 12");
    expect(scene.description).toContain("without NaN at step 12 in layer 4.Linear");
  });

  test("is labelled once, and the other goes on", () => {
    expect(texts(scene).filter(({ text }) => text.startsWith("NaN"))).toHaveLength(1);
    expect(texts(scene).map(({ text }) => text)).toContain("0.37");
  });
});

test("at rest before the first step the axes stand and the reader is told what to do", () => {
  const state = synthetic.atStart(synthetic.overfitting());
  const view = findView("curves")!;
  const shown = texts(view.scene(state, view.defaults, size)).map(({ text }) => text);
  expect(shown).toContain("Press play");
  expect(shown).toContain("step");
  expect(texts(view.scene({ ...state, status: "running" }, view.defaults, size)).map(({ text }) => text)).not.toContain(
    "Press play",
  );
});
