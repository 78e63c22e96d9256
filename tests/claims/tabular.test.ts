/** Fig. 12: on this table the plainest model wins, and a CNN does not mind when its columns are shuffled. */
import { beforeAll, describe, expect, test } from "vitest";
import { compareLosses } from "../../web/figure/study/seeds.js";
import { last, mean, overSeeds, type Trained } from "./figures.js";

describe("569 tumours, 300 to learn from", () => {
  let all: Record<string, Trained>[];
  beforeAll(async () => {
    all = await overSeeds("deep-learning-basics/12-tabular", {});
  }, 900_000);
  const accuracy = (run: string) => mean(all.map((runs) => last(runs[run].validationAccuracy)));
  const losses = (run: string) => all.map((runs) => last(runs[run].validationLoss));

  test.each([
    ["logistic", 0.975],
    ["MLP", 0.97],
    ["CNN", 0.967],
    ["shuffled CNN", 0.971],
  ])("%s is right on %s of the unseen", (run, share) => {
    expect(Math.abs(accuracy(run) - share)).toBeLessThan(0.001);
  });

  test("logistic regression has a lower validation loss than the CNN in ten of ten seeds", () => {
    expect(compareLosses(losses("logistic"), losses("CNN")).lower).toBe(10);
  });

  test("shuffling the columns costs the CNN nothing that ten seeds could show", () => {
    const { verdict } = compareLosses(losses("CNN"), losses("shuffled CNN"));
    expect(verdict).toBe("unclear");
    expect(accuracy("shuffled CNN")).toBeGreaterThan(accuracy("CNN") - 0.005);
  });

  test("it has twenty times the parameters of logistic regression, which has 62", () => {
    const [first] = all;
    expect(first.logistic.parameters).toBe(62);
    expect(Math.round(first.CNN.parameters / first.logistic.parameters)).toBe(20);
  });
});

test("without neighbours, with a kernel of 1, the CNN is no worse", async () => {
  const [with3, with1] = [
    await overSeeds("deep-learning-basics/12-tabular", { runs: ["CNN"] }),
    await overSeeds("deep-learning-basics/12-tabular", { runs: ["CNN"], variables: { kernel: 1 } }),
  ].map((all) => mean(all.map(({ CNN }) => last(CNN.validationAccuracy))));
  expect(with1).toBeGreaterThan(with3 - 0.005);
}, 900_000);
