/** Fig. 14: borrowed layers help where labels are few and the task is hard, and cost accuracy where it is easy or they are of no use. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Variables } from "../../web/figure/spec.js";
import { last, mean, overSeeds } from "./figures.js";

const runs = ["from scratch", "frozen", "fine-tuned"] as const;
type Name = (typeof runs)[number];

/** Final validation accuracy of each run, by seed. */
async function accuracies(variables: Variables): Promise<Record<Name, number[]>> {
  const all = await overSeeds("deep-learning-basics/14-transfer", { variables });
  return Object.fromEntries(
    runs.map((name) => [name, all.map((each) => last(each[name]!.validationAccuracy))]),
  ) as Record<Name, number[]>;
}

const settings = {
  one: { labels: 1 },
  ten: { labels: 10 },
  twenty: { labels: 20 },
  fifty: { labels: 50 },
  shuffled: { labels: 10, source: "shuffled" },
  centredOne: { labels: 1, set: "centred" },
  centredTen: { labels: 10, set: "centred" },
} as const;

const ended: Partial<Record<keyof typeof settings, Record<Name, number[]>>> = {};
beforeAll(async () => {
  for (const [name, variables] of Object.entries(settings))
    ended[name as keyof typeof settings] = await accuracies(variables);
}, 1_800_000);

const average = (setting: keyof typeof settings, name: Name) => mean(ended[setting]![name]);
/** In how many of ten seeds the first ends higher. */
const wins = (setting: keyof typeof settings, first: Name, second: Name) =>
  ended[setting]![first].filter((value, seed) => value > ended[setting]![second][seed]!).length;

describe("wandering digits", () => {
  test("with one label per digit frozen layers are worth some ten points, and are the best of the three", () => {
    expect(wins("one", "frozen", "from scratch")).toBeGreaterThanOrEqual(9);
    expect(wins("one", "frozen", "fine-tuned")).toBeGreaterThanOrEqual(8);
    expect(average("one", "frozen") - average("one", "from scratch")).toBeGreaterThan(0.07);
  });

  test("with ten labels fine-tuning leads", () => {
    expect(wins("ten", "fine-tuned", "from scratch")).toBeGreaterThanOrEqual(9);
    expect(wins("ten", "fine-tuned", "frozen")).toBeGreaterThanOrEqual(9);
  });

  test("from scratch has caught up with frozen layers at about twenty, and is ahead at fifty", () => {
    expect(average("ten", "frozen") - average("ten", "from scratch")).toBeGreaterThan(0.03);
    expect(Math.abs(average("twenty", "frozen") - average("twenty", "from scratch"))).toBeLessThan(0.03);
    expect(wins("fifty", "from scratch", "frozen")).toBeGreaterThanOrEqual(9);
  });

  test("fine-tuned layers stay in front, by less and less", () => {
    expect(wins("fifty", "fine-tuned", "from scratch")).toBeGreaterThanOrEqual(7);
    const lead = (setting: keyof typeof settings) => average(setting, "fine-tuned") - average(setting, "from scratch");
    expect(lead("ten")).toBeGreaterThan(lead("twenty"));
    expect(lead("twenty")).toBeGreaterThan(lead("fifty"));
  });

  test("borrowed from shuffled pixels, frozen layers end about a dozen points lower, and fine-tuning gains nothing", () => {
    expect(wins("shuffled", "from scratch", "frozen")).toBeGreaterThanOrEqual(8);
    const lost = average("shuffled", "from scratch") - average("shuffled", "frozen");
    expect(lost).toBeGreaterThan(0.08);
    expect(lost).toBeLessThan(0.16);
    expect(Math.abs(average("shuffled", "fine-tuned") - average("shuffled", "from scratch"))).toBeLessThan(0.03);
  });
});

describe("centred digits", () => {
  test.each(["centredOne", "centredTen"] as const)("%s: frozen layers cost ten points or more", (setting) => {
    expect(wins(setting, "from scratch", "frozen")).toBeGreaterThanOrEqual(9);
    expect(average(setting, "from scratch") - average(setting, "frozen")).toBeGreaterThan(0.09);
  });

  test.each(["centredOne", "centredTen"] as const)("%s: fine-tuned ones a point or two", (setting) => {
    const lost = average(setting, "from scratch") - average(setting, "fine-tuned");
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(0.035);
  });
});
