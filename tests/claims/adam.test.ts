/** Fig. 08: what each optimizer's first steps are, who arrives, and who leads on the digits. */
import { describe, expect, test } from "vitest";
import { last, mean, overSeeds, type Trained, train } from "./figures.js";

/** How far the first step went, along x. */
function firstStep({ path }: Trained): number {
  return Math.abs(path[2] - path[0]);
}

describe("the first step", () => {
  const start = { start_bowl: [-5, 2.5], adam_bowl: 0.1 };

  test("is α with bias correction, and 3.16 α without", async () => {
    const corrected = await train("deep-learning-basics/08-adam", {
      seed: 7,
      steps: 1,
      variables: { ...start, bias: true },
    });
    const printed = await train("deep-learning-basics/08-adam", {
      seed: 7,
      steps: 1,
      variables: { ...start, bias: false },
    });
    expect(firstStep(corrected.Adam) / 0.1).toBeCloseTo(1, 3);
    expect(firstStep(printed.Adam) / 0.1).toBeCloseTo(0.1 / Math.sqrt(0.001), 3);
  });

  test("of RMSprop is ten times its rate", async () => {
    const { RMSprop } = await train("deep-learning-basics/08-adam", { seed: 7, steps: 1, variables: start });
    expect(firstStep(RMSprop) / 0.1).toBeCloseTo(10, 2);
  });
});

describe("on surfaces", () => {
  test("from the long bowl's default start Adam arrives and plain SGD does not", async () => {
    const { SGD, Adam } = await train("deep-learning-basics/08-adam", { seed: 7 });
    expect(Adam.loss).toBeLessThan(1e-3);
    expect(SGD.loss).toBeGreaterThan(10 * Adam.loss);
  });

  test("there is a start on some surface from which SGD with momentum beats Adam", async () => {
    const leads: string[] = [];
    for (const on of ["bowl", "rosenbrock", "beale", "himmelblau", "saddle"]) {
      const { momentum, Adam } = await train("deep-learning-basics/08-adam", { seed: 7, variables: { on } });
      if (momentum.loss < Adam.loss) leads.push(on);
    }
    expect(leads.length).toBeGreaterThan(0);
  });

  test("gradients a hundred times as large make the same path: only α sets Adam's step", async () => {
    const path = async (scale: number) => {
      const { Adam } = await train("deep-learning-basics/08-adam", {
        seed: 7,
        steps: 40,
        variables: { start_bowl: [-5 * scale, 2.5 * scale], adam_bowl: 0.1 * scale },
      });
      return Adam.path.map((x) => x / scale);
    };
    // A quadratic's gradient grows with the distance: the same picture, larger.
    const [small, large] = [await path(0.01), await path(1)];
    small.forEach((x, i) => {
      expect(Math.abs(x - large[i])).toBeLessThan(1e-3);
    });
  });
});

describe("on the digits", () => {
  test("Adam is below plain SGD after 100 steps in ten of ten seeds, and all learn", async () => {
    const all = await overSeeds("deep-learning-basics/08-adam", { variables: { on: "digits" }, steps: 100 });
    for (const { SGD, Adam } of all) expect(last(Adam.trainLoss)).toBeLessThan(last(SGD.trainLoss));
    for (const name of ["SGD", "momentum", "RMSprop", "Adam"])
      expect(mean(all.map((runs) => last(runs[name].validationAccuracy)))).toBeGreaterThan(0.5);
  }, 900_000);
});
