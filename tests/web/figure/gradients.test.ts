/** Gradient norms by layer in a figure's state: appended once, cut with the steps, a step that broke among them. */
import { expect, test } from "vitest";
import { appendGradients, gradientsUntil, noGradients } from "../../../web/figure/gradients.js";
import { rewind } from "../../../web/figure/rewind.js";
import { createState } from "../../../web/figure/update.js";
import { dropout } from "./sample.js";

const rows = (...steps: number[]) => ({
  step: Float32Array.from(steps),
  layer: Float32Array.of(0, 2),
  norm: Float32Array.from(steps.flatMap((step) => [step, -step])),
});

test("rows come behind those that are there, none twice", () => {
  const some = appendGradients(noGradients, rows(1, 2));
  const more = appendGradients(some, rows(2, 3));
  expect(more.step).toEqual([1, 2, 3]);
  expect(more.norm.map((norm) => [...norm])).toEqual([
    [1, -1],
    [2, -2],
    [3, -3],
  ]);
  expect(appendGradients(more, rows(3))).toBe(more);
  expect(appendGradients(more, undefined)).toBe(more);
  expect(gradientsUntil(more, 2).step).toEqual([1, 2]);
  expect(gradientsUntil(more, 3)).toBe(more);
});

test("back before the step at which a run broke, that step's row is gone", () => {
  const state = createState(dropout);
  const gradients = appendGradients(noGradients, rows(1, 2, 3));
  const broken = { ...state, step: 2, runs: state.runs.map((run) => ({ ...run, step: 2, gradients })) };
  expect(rewind(broken, 2, [2, 1]).runs.map((run) => run.gradients.step)).toEqual([[1, 2], [1]]);
});
