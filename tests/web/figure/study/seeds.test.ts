/** Many seeds: median and band, and that an effect is told from noise by counting. */
import { expect, test } from "vitest";
import { noGradients } from "../../../../web/figure/gradients.js";
import type { RunState } from "../../../../web/figure/state.js";
import { bandOf, compareLosses, finalLoss, signTest } from "../../../../web/figure/study/seeds.js";

const run = (losses: number[], changes: Partial<RunState> = {}): RunState => ({
  name: "a",
  label: "a",
  color: 0,
  program: {},
  status: "running",
  step: 10 * (losses.length - 1),
  epoch: 0,
  loss: 0,
  batches: { step: [], loss: [] },
  gradients: noGradients,
  path: [],
  curves: {
    step: losses.map((_, index) => 10 * index),
    trainLoss: losses,
    validationLoss: losses,
    trainAccuracy: losses.map(() => Number.NaN),
    validationAccuracy: losses.map(() => Number.NaN),
    penalty: losses.map(() => 0),
  },
  ...changes,
});

test("median and band are quantiles over the seeds, row by row", () => {
  const trials = Array.from({ length: 11 }, (_, seed) => [run([seed, 2 * seed])]);
  const { median, low, high } = bandOf(trials, 0);
  expect(median).toMatchObject({ step: [0, 10], validationLoss: [5, 10] });
  expect(low.validationLoss).toEqual([1, 2]);
  expect(high.validationLoss).toEqual([9, 18]);
});

test("a seed that diverged early counts as highest from there on, and moves the band, not the rows", () => {
  const trials = [...Array.from({ length: 4 }, (_, seed) => [run([1 + seed, 1 + seed])]), [run([9])]];
  const { median, high } = bandOf(trials, 0);
  expect(median.validationLoss).toEqual([3, 3]);
  expect(high.validationLoss?.[1]).toBeNaN();
});

test("nine of ten is more than noise, eight of ten is not; equal pairs count for neither", () => {
  const first = Array.from({ length: 10 }, () => 1);
  const second = (wins: number) => first.map((_, index) => (index < wins ? 2 : 0.5));
  expect(compareLosses(first, second(9))).toMatchObject({ lower: 9, of: 10, verdict: "lower" });
  expect(compareLosses(first, second(8))).toMatchObject({ lower: 8, of: 10, verdict: "unclear" });
  expect(compareLosses(first, second(0))).toMatchObject({ lower: 0, verdict: "higher" });
  expect(compareLosses(first, first)).toMatchObject({ lower: 0, of: 10, verdict: "unclear" });
  expect(compareLosses(first, first.slice(0, 4))).toMatchObject({ of: 4 });
});

test("the sign test is the binomial one", () => {
  expect(signTest(9, 1)).toBeCloseTo(22 / 1024, 10);
  expect(signTest(8, 2)).toBeCloseTo(112 / 1024, 10);
  expect(signTest(0, 0)).toBe(1);
});

test("a run is judged by what validates it, by its training loss where nothing does, and as infinite once diverged", () => {
  expect(finalLoss(run([2, 1]))).toBe(1);
  const unjudged = run([2, 1]);
  unjudged.curves.validationLoss = [Number.NaN, Number.NaN];
  unjudged.curves.trainLoss = [2, 0.5];
  expect(finalLoss(unjudged)).toBe(0.5);
  expect(finalLoss(run([2, 1], { diverged: { step: 11, layer: "0" } }))).toBe(Number.POSITIVE_INFINITY);
});
