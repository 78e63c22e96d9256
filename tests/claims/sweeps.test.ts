/** What the lesson says of the sweeps of Figs. 04, 06 and 10. */
import { describe, expect, test } from "vitest";
import { loadEngine } from "../../web/engine/load.js";
import { Session } from "../../web/engine/session.js";
import type { RunState } from "../../web/figure/state.js";
import { startOf } from "../../web/figure/study/rehearsal.js";
import { bestOf, type SweepLine, sweepLines, sweepSettings } from "../../web/figure/study/sweep.js";
import { applySnapshot, createState } from "../../web/figure/update.js";
import { last, overSeeds, seeds, specOf } from "./figures.js";

/** The spec's sweep as the page trains it, at some of its values. */
async function swept(figure: string, values: number[], seed: number): Promise<SweepLine[]> {
  const spec = specOf(figure);
  const sweep = { ...spec.sweep!, values };
  const engine = await loadEngine();
  const trials = values.map((value): readonly RunState[] => {
    const settings = sweepSettings(createState(spec, { seed }), sweep, value);
    const session = new Session(engine, settings.runs);
    const request = { steps: settings.playback.steps, budgetMs: Number.POSITIVE_INFINITY, probes: [] };
    const snapshot = session.advance({ ...request, evaluateEvery: settings.playback.evaluateEvery }, () => 0);
    session.dispose();
    return applySnapshot(startOf(settings), snapshot).runs;
  });
  return sweepLines(sweep, trials);
}

test("Fig. 06: the best λ of AdamW's decay is at least thirty times that of the penalty, for losses that are alike", async () => {
  for (const seed of seeds) {
    const [penalty, decay] = await swept("deep-learning-basics/06-l2", [0.003, 0.01, 0.03, 0.3, 1, 3], seed);
    const [one, other] = [bestOf(penalty, false)!, bestOf(decay, false)!];
    expect(other.value / one.value, `seed ${seed}`).toBeGreaterThanOrEqual(30);
    expect(Math.abs(other.validation - one.validation), `seed ${seed}`).toBeLessThan(0.15);
  }
}, 900_000);

describe("Fig. 10: rates at which ten layers train", () => {
  const figure = "deep-learning-basics/10-batch-norm";
  test.each([0.01, 1])(
    "with batch norm %s does, at ten of ten seeds",
    async (lr) => {
      for (const runs of await overSeeds(figure, { variables: { lr }, runs: ["batch norm"] }))
        expect(last(runs["batch norm"].validationAccuracy)).toBeGreaterThan(0.8);
    },
    900_000,
  );
  test("at He's scale the plain network trains at 0.1 and not at 1", async () => {
    for (const [lr, learns] of [
      [0.1, true],
      [1, false],
    ] as const)
      for (const { plain } of await overSeeds(figure, { variables: { lr, scale: 2.45 }, runs: ["plain"] }))
        expect(plain.status === "running" && last(plain.validationAccuracy) > 0.8).toBe(learns);
  }, 900_000);
});

describe("Fig. 04: where dropout hurts", () => {
  test.each([
    [16, 0.5],
    [128, 0.9],
  ])(
    "at width %s p = %s ends with a higher validation loss than none, in ten of ten seeds",
    async (width, p) => {
      const all = await overSeeds("deep-learning-basics/04-dropout", { variables: { width, p } });
      for (const runs of all)
        expect(last(runs["with dropout"].validationLoss)).toBeGreaterThan(last(runs.without.validationLoss));
    },
    900_000,
  );
});
