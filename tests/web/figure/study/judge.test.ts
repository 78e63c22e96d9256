/** Runs are judged by what their figure shows: accuracy there, where more is better, and loss elsewhere. */
import { describe, expect, test } from "vitest";
import { comparisonWords, contestants, judgeName, medianWords } from "../../../../web/elements/study/seeds_words.js";
import { finalValue, judgeOf, valueBy } from "../../../../web/figure/study/judge.js";
import { applySnapshot, createState } from "../../../../web/figure/update.js";
import { sayOfStudy } from "../../../../web/strings/study.js";
import { dropout, snapshotAt } from "../sample.js";

const say = sayOfStudy("en");
const accurate = { ...dropout, views: [{ type: "curves", title: "Accuracy", quantity: "accuracy", main: true }] };
const at = (step: number, spec = dropout) => applySnapshot(createState(spec), snapshotAt(step, [0, 10, 20]));

test("the main curves decide", () => {
  expect(judgeOf(at(20))).toBe("loss");
  expect(judgeOf(at(20, accurate))).toBe("accuracy");
  const first = [
    { type: "network", title: "" },
    { type: "curves", title: "", quantity: "accuracy" },
    { type: "curves", title: "" },
  ];
  expect(judgeOf({ views: first })).toBe("accuracy");
  expect(judgeOf({ views: [...first.slice(0, 2), { type: "curves", title: "", main: true }] })).toBe("loss");
  expect(judgeOf({ views: [] })).toBe("loss");
});

test("a value is that of the last evaluation by a step, and nothing is worse than to diverge", () => {
  const [plain, other] = at(20).runs;
  expect([finalValue(plain, "accuracy"), finalValue(other, "accuracy")]).toEqual([0.5, Math.fround(0.6)]);
  expect(valueBy(plain, 15, "loss")).toBeCloseTo(2 / 11, 6);
  expect(valueBy(plain, 15, "accuracy")).toBe(0.5);
  const diverged = { ...plain, diverged: { step: 12, layer: "0.Linear" } };
  expect([finalValue(diverged, "accuracy"), finalValue(diverged, "loss")]).toEqual([-Infinity, Infinity]);
  expect(valueBy(diverged, 11, "accuracy")).toBe(0.5);
});

describe("ten seeds", () => {
  const trials = Array.from({ length: 10 }, () => at(20, accurate).runs);
  const [plain, other] = contestants(trials, ["plain", "with dropout"]);

  test("are told in the same terms", () => {
    const state = at(20, accurate);
    expect(judgeName(state, "accuracy", say)).toBe("validation accuracy");
    expect(comparisonWords(plain!, other!, "accuracy", "validation accuracy", say)).toBe(
      "with dropout: higher validation accuracy than plain in 10 of 10 seeds: more than noise.",
    );
    expect(comparisonWords(plain!, other!, "loss", "validation loss", say)).toBe(
      "plain: lower validation loss than with dropout in 10 of 10 seeds: more than noise.",
    );
    expect(medianWords(other!, "accuracy", say)).toBe("median 60% (80% between 60% and 60%)");
  });
});
