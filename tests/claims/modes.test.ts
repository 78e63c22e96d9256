/** Fig. 10: what the lesson says of train mode beside eval mode, as the page's "Train beside eval" has them. */
import { beforeAll, expect, test } from "vitest";
import { createClient } from "../../web/engine/client.js";
import { loadEngine } from "../../web/engine/load.js";
import { measure } from "../../web/engine/run_probes.js";
import { resolveFigure } from "../../web/figure/resolve.js";
import { compareModes, MODE_ROWS, type Modes } from "../../web/figure/study/modes.js";
import { last, mean, seeds, specOf } from "./figures.js";

let found: { plain: number; right: number; brighter: Modes; pairs: Modes }[];
beforeAll(async () => {
  const engine = await loadEngine();
  const spec = specOf("deep-learning-basics/10-batch-norm");
  found = [];
  for (const seed of seeds) {
    const { runs, playback } = resolveFigure(spec, spec.variables, seed);
    const { program } = runs[0];
    const run = engine.createRun(program);
    run.train(playback.steps);
    const { loss, accuracy } = run.evaluate("validation");
    const rows = measure(run, "data", { split: "validation", limit: MODE_ROWS });
    const subject = { program, weights: run.stateDict(), rows };
    run.dispose();
    const watched = { client: createClient(), signal: new AbortController().signal };
    const brighter = await compareModes(subject, { batch: 64, brighter: 0.5 }, watched);
    const pairs = await compareModes(subject, { batch: 2, brighter: 0 }, watched);
    found.push({ plain: loss, right: accuracy as number, brighter, pairs });
  }
}, 300_000);

test("brighter images cost eval mode several times its loss, and train mode nothing, in ten of ten seeds", () => {
  for (const { plain, brighter } of found) {
    expect(brighter.evals[0]).toBeGreaterThan(4 * plain);
    expect(mean(brighter.batches)).toBeLessThan(0.5 * brighter.evals[0]);
  }
});

test("sixty batches in train mode, and eval mode has recovered", () => {
  for (const { plain, brighter } of found) expect(last(brighter.evals)).toBeLessThan(1.5 * plain + 0.03);
});

test("it is the first layer's running mean that is off, and no other's", () => {
  for (const { brighter } of found) {
    const [first, ...others] = brighter.before.map((gap) => gap.mean);
    expect(first).toBeGreaterThan(5 * Math.max(...others));
    expect(Math.max(...brighter.after.map((gap) => gap.mean))).toBeLessThan(0.1);
  }
});

test("with batches of 2 train mode is no better than guessing, where eval mode is nearly always right", () => {
  for (const { right, pairs } of found) {
    expect(right).toBeGreaterThan(0.95);
    expect(mean(pairs.batches)).toBeGreaterThan(0.9 * Math.log(10));
  }
});
