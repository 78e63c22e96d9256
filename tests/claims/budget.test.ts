/** Fig. 02: the presets of equal parameters. Shallow and deep with as much to learn with, on digits that wander and on spirals. */
import { beforeAll, describe, expect, test } from "vitest";
import { presetVariables } from "../../web/figure/presets.js";
import { last, mean, overSeeds, specOf, type Trained } from "./figures.js";

const figure = "deep-learning-basics/02-depth";
const spec = specOf(figure);

function trained(label: string): Promise<Record<string, Trained>[]> {
  const variables = presetVariables(spec, spec.presets!.find((preset) => preset.label === label)!);
  return overSeeds(figure, { variables, runs: ["deep", "one hidden layer"] });
}

const accuracy = (run: Trained) => last(run.validationAccuracy);
/** How far apart the two are in what they have to learn with. */
const apart = (runs: Record<string, Trained>) =>
  Math.abs(runs.deep.parameters / runs["one hidden layer"].parameters - 1);

const found = new Map<string, Record<string, Trained>[]>();
const labels = ["equal parameters", "equal parameters, one conv layer", "equal parameters, spirals"] as const;
beforeAll(async () => {
  for (const label of labels) found.set(label, await trained(label));
}, 1_800_000);

test.each(labels)("%s: the counts agree within 2%%", (label) => {
  for (const runs of found.get(label)!) expect(apart(runs)).toBeLessThan(0.02);
});

describe("on wandering digits", () => {
  const [three, one] = [() => found.get(labels[0])!, () => found.get(labels[1])!];

  test("three conv layers are right more often than a hidden layer by eight points, in ten of ten seeds", () => {
    for (const { deep, "one hidden layer": hidden } of three())
      expect(accuracy(deep)).toBeGreaterThan(accuracy(hidden) + 0.08);
  });

  test("one conv layer lies between them: convolution brings the larger part of the gain, depth the rest", () => {
    const [deep, shallow, hidden] = [
      mean(three().map((runs) => accuracy(runs.deep))),
      mean(one().map((runs) => accuracy(runs.deep))),
      mean(one().map((runs) => accuracy(runs["one hidden layer"]))),
    ];
    expect(deep).toBeGreaterThan(shallow + 0.02);
    expect(shallow).toBeGreaterThan(hidden + 0.06);
    const wins = three().filter((runs, seed) => accuracy(runs.deep) > accuracy(one()[seed]!.deep));
    expect(wins.length).toBeGreaterThanOrEqual(9);
  });
});

test("on the spirals three hidden layers are ahead of one in ten of ten seeds, with a tenth of its training loss", () => {
  for (const { deep, "one hidden layer": hidden } of found.get(labels[2])!) {
    expect(accuracy(deep)).toBeGreaterThan(accuracy(hidden));
    expect(last(deep.trainLoss)).toBeLessThan(0.1 * last(hidden.trainLoss));
  }
});
