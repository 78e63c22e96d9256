/** Fig. 03: thirty plain layers learn nothing, He's weights carry them and not three hundred, residuals carry a thousand. */
import { describe, expect, test } from "vitest";
import { last, overSeeds, type Setting } from "./figures.js";

const figure = "deep-learning-basics/03-thousand-layers";

/** Validation accuracy at the end, for each seed. */
async function accuracies(variables: Setting["variables"], steps?: number): Promise<number[]> {
  const all = await overSeeds(figure, { variables, ...(steps && { steps }) });
  return all.map(({ network }) => last(network.validationAccuracy));
}

/** Gradient norms of the lowest and the highest hidden layer after one step, for each seed. */
async function ends(variables: Setting["variables"]): Promise<{ lowest: number; highest: number }[]> {
  const all = await overSeeds(figure, { variables, steps: 1, probes: [{ name: "gradient_norm" }] });
  return all.map(({ network }) => {
    const norms = [...network.probes.gradient_norm.norm.data];
    return { lowest: norms[0], highest: norms[norms.length - 2] };
  });
}

describe("thirty plain layers", () => {
  test("as PyTorch draws them, hand less than a billionth of the gradient down, and learn nothing", async () => {
    for (const { lowest, highest } of await ends({})) expect(lowest / highest).toBeLessThan(1e-9);
    for (const accuracy of await accuracies({})) expect(accuracy).toBeLessThan(0.6);
  }, 300_000);

  test("with weights too large and SGD, diverge within ten steps", async () => {
    const all = await overSeeds(figure, { variables: { init: "large", optimizer: "SGD", lr: 0.003 } });
    for (const { network } of all) {
      expect(network.status).toBe("diverged");
      expect(network.step).toBeLessThan(10);
    }
  }, 300_000);

  test("with He's weights, learn in ten of ten seeds", async () => {
    for (const accuracy of await accuracies({ init: "He" })) expect(accuracy).toBeGreaterThan(0.8);
  }, 300_000);
});

describe("more layers", () => {
  test("fifty learn with He's weights alone in at least eight of ten seeds", async () => {
    const learned = (await accuracies({ depth: 50, init: "He" })).filter((accuracy) => accuracy > 0.85);
    expect(learned.length).toBeGreaterThanOrEqual(8);
  }, 300_000);

  test("three hundred do not", async () => {
    for (const accuracy of await accuracies({ depth: 300, init: "He" }, 100)) expect(accuracy).toBeLessThan(0.65);
  }, 300_000);

  test("a thousand residual ones do, as PyTorch draws them", async () => {
    const ended = await accuracies({ depth: 1000, residual: true }, 150);
    for (const accuracy of ended) expect(accuracy).toBeGreaterThan(0.75);
    expect(ended.filter((accuracy) => accuracy > 0.85).length).toBeGreaterThanOrEqual(8);
  }, 600_000);

  test("batch norm alone makes the gradient of a hundred grow on its way down", async () => {
    for (const { lowest, highest } of await ends({ depth: 100, norm: true }))
      expect(lowest / highest).toBeGreaterThan(1e6);
  }, 300_000);
});
