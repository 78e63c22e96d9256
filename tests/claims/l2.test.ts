/** Fig. 06: there is a best λ between islands around single points and a boundary too stiff to bend. */
import { beforeAll, describe, expect, test } from "vitest";
import { last, mean, overSeeds, type Trained } from "./figures.js";

const lambdas = [0, 0.001, 0.003, 0.01, 0.1] as const;
let by: Map<number, Trained[]>;
beforeAll(async () => {
  by = new Map();
  for (const lambda of lambdas) {
    const all = await overSeeds("deep-learning-basics/06-l2", { variables: { lambda }, probes: [{ name: "weights" }] });
    by.set(
      lambda,
      all.map((runs) => runs.network),
    );
  }
}, 900_000);

const losses = (lambda: number) => (by.get(lambda) ?? []).map(({ validationLoss }) => last(validationLoss));

describe("60 moons with noise 0.3", () => {
  test("λ from 0.003 to 0.01 ends far below λ = 0 in ten of ten seeds", () => {
    for (const lambda of [0.003, 0.01]) {
      losses(lambda).forEach((loss, seed) => {
        expect(loss, `λ ${lambda}, seed ${seed}`).toBeLessThan(losses(0)[seed]);
      });
      expect(mean(losses(lambda))).toBeLessThan(mean(losses(0)) / 3);
    }
  });

  test("the mean falls and rises again: 0, then 0.001, lowest between 0.003 and 0.01, then 0.1", () => {
    const [none, little, good, better, much] = lambdas.map((lambda) => mean(losses(lambda)));
    expect(none).toBeGreaterThan(1);
    expect(little).toBeLessThan(none);
    expect(Math.min(good, better)).toBeLessThan(little);
    expect(much).toBeGreaterThan(Math.min(good, better) * 1.4);
  });

  test("0.1 is worse than the best in ten of ten seeds", () => {
    losses(0.1).forEach((loss, seed) => {
      expect(loss).toBeGreaterThan(Math.min(losses(0.003)[seed], losses(0.01)[seed]));
    });
  });

  test("accuracy barely moves while the loss falls to a fraction", () => {
    const accuracy = (lambda: number) => mean((by.get(lambda) ?? []).map((run) => last(run.validationAccuracy)));
    expect(Math.abs(accuracy(0.003) - accuracy(0))).toBeLessThan(0.06);
  });

  test("without a penalty every training point is got right", () => {
    for (const { trainAccuracy } of by.get(0) ?? []) expect(last(trainAccuracy)).toBe(1);
  });

  test("the penalty narrows the histogram of the weights", () => {
    const spread = ({ probes }: Trained) => probes.weights.range.data[1] - probes.weights.range.data[0];
    (by.get(0.01) ?? []).forEach((run, seed) => {
      expect(spread(run)).toBeLessThan(spread((by.get(0) ?? [])[seed]));
    });
  });
});
