/** Fig. 10: ten layers stay at chance without batch norm and learn with it; He's scale is a remedy of its own. */
import { describe, expect, test } from "vitest";
import { last, mean, overSeeds, type Trained } from "./figures.js";

const both = (runs: Record<string, Trained>) => ({
  plain: last(runs.plain.validationAccuracy),
  normed: last(runs["batch norm"].validationAccuracy),
});

describe("ten layers of 32", () => {
  test.each([0.01, 0.1, 0.5, 1])(
    "without batch norm, SGD at %s stays at chance in ten of ten seeds",
    async (lr) => {
      for (const runs of await overSeeds("deep-learning-basics/10-batch-norm", {
        variables: { lr },
        runs: ["plain"],
      })) {
        expect(last(runs.plain.validationAccuracy)).toBeLessThan(0.2);
      }
    },
    900_000,
  );

  test.each([0.1, 0.3, 0.5])(
    "with it, SGD at %s learns the digits in ten of ten",
    async (lr) => {
      const all = await overSeeds("deep-learning-basics/10-batch-norm", { variables: { lr }, runs: ["batch norm"] });
      const accuracies = all.map((runs) => last(runs["batch norm"].validationAccuracy));
      for (const accuracy of accuracies) expect(accuracy).toBeGreaterThan(0.9);
      expect(mean(accuracies)).toBeGreaterThan(0.94);
    },
    900_000,
  );

  test("with layer norm SGD at 0.01 learns them too, at 0.3 it does not, in ten of ten", async () => {
    const figure = "deep-learning-basics/10-batch-norm";
    const at = (lr: number) => overSeeds(figure, { variables: { lr }, runs: ["layer norm"] });
    for (const runs of await at(0.01)) expect(last(runs["layer norm"].validationAccuracy)).toBeGreaterThan(0.85);
    for (const runs of await at(0.3)) expect(last(runs["layer norm"].validationAccuracy)).toBeLessThan(0.4);
  }, 900_000);

  test("with batches of 4 at 0.01, layer norm is ahead of batch norm in nine of ten", async () => {
    const runs = ["batch norm", "layer norm"];
    const all = await overSeeds("deep-learning-basics/10-batch-norm", { variables: { lr: 0.01, batch: 4 }, runs });
    const end = (trained: Trained) => last(trained.validationAccuracy);
    expect(all.filter((one) => end(one["layer norm"]) > end(one["batch norm"])).length).toBeGreaterThanOrEqual(9);
  }, 900_000);

  test("√6 times the default weights lets the plain network learn too", async () => {
    for (const runs of await overSeeds("deep-learning-basics/10-batch-norm", { variables: { scale: 2.45 } })) {
      expect(both(runs).plain).toBeGreaterThan(0.8);
    }
  }, 900_000);

  test("before training each plain layer passes on about 0.41 of the gradient", async () => {
    for (const runs of await overSeeds("deep-learning-basics/10-batch-norm", {
      steps: 1,
      probes: [{ name: "gradient_norm" }],
    })) {
      const norms = [...runs.plain.probes.gradient_norm.norm.data];
      // Per hidden layer, over the eight that are alike.
      const factor = (norms[1] / norms[8]) ** (1 / 7);
      expect(factor).toBeGreaterThan(0.3);
      expect(factor).toBeLessThan(0.55);
    }
  }, 900_000);
});
