/** What a claim speaks of, and how it is said. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Claim, quantitiesIn, runsOf } from "../../../web/figure/claim.js";
import type { ConditionSpec, FigureSpec } from "../../../web/figure/spec.js";
import { translate } from "../../../web/figure/translate.js";
import { createState } from "../../../web/figure/update.js";
import { conditionWords } from "../../../web/site/claims/words.js";
import { claimCatalogs, sayClaim } from "../../../web/strings/claims.js";

const spec: FigureSpec = JSON.parse(
  readFileSync(new URL("../../../lessons/deep-learning-basics/figures/04-dropout.json", import.meta.url), "utf8"),
);
const lower: ConditionSpec = {
  run: "with dropout",
  quantity: "validationLoss",
  below: { run: "without", quantity: "validationLoss.min" },
};
const heart: ConditionSpec = { run: "without", quantity: "trainLoss", below: 0.01 };

describe("a condition", () => {
  test("names its quantities, each once and in order", () => {
    expect(quantitiesIn({ all: [heart, lower, heart] })).toEqual([
      { run: "without", quantity: "trainLoss" },
      { run: "with dropout", quantity: "validationLoss" },
      { run: "without", quantity: "validationLoss.min" },
    ]);
  });

  test("needs only the runs that it names", () => {
    const state = createState(spec);
    const names = (holds: ConditionSpec) => runsOf(state, { holds } as Claim).runs.map(({ name }) => name);
    expect(names(heart)).toEqual(["without"]);
    expect(names(lower)).toEqual(["with dropout", "without"]);
    expect(names({ quantity: "step", above: 3 })).toEqual(["with dropout", "without"]);
  });

  test("is a sentence in the reader's language", () => {
    expect(conditionWords(sayClaim("en"), spec, { all: [heart, lower] })).toBe(
      "training loss of “without” below 0.01 and validation loss of “with dropout” below lowest validation loss of “without”",
    );
    const between = { run: "without", quantity: "validationAccuracy", above: 0.7, below: 0.9 };
    expect(conditionWords(sayClaim("zh-CN"), translate(spec, "zh"), between)).toBe(
      `“${translate(spec, "zh").runs[1]!.label}”的验证准确率在 0.7 与 0.9 之间`,
    );
  });
});

test("the catalogs have the same holes", () => {
  const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  for (const key of Object.keys(claimCatalogs.en) as (keyof typeof claimCatalogs.en)[])
    expect(holes(claimCatalogs.zh[key]), key).toBe(holes(claimCatalogs.en[key]));
});
