/** Fig. 04: a hundred thinned networks averaged, and all units at once, as the page's "Average thinned networks" has them. */
import { beforeAll, expect, test } from "vitest";
import { loadEngine } from "../../web/engine/load.js";
import { measure } from "../../web/engine/run_probes.js";
import { resolveFigure } from "../../web/figure/resolve.js";
import { Committee, MASKS, ROWS, stagesOf } from "../../web/figure/study/thinned.js";
import { last, mean, seeds, specOf } from "./figures.js";

let found: { single: number; average: number; all: number }[];
beforeAll(async () => {
  const engine = await loadEngine();
  const spec = specOf("deep-learning-basics/04-dropout");
  found = seeds.map((seed) => {
    const { runs, playback } = resolveFigure(spec, spec.variables, seed);
    const run = engine.createRun(runs[0].program);
    run.train(playback.steps);
    const { inputs, targets } = measure(run, "data", { split: "validation", limit: ROWS });
    const rows = { count: targets.data.length, inputs: inputs.data, targets: targets.data };
    const committee = new Committee(stagesOf(runs[0].program.model, run.stateDict())!, rows, seed);
    for (let mask = 0; mask < MASKS; mask += 1) committee.add();
    run.dispose();
    return { single: mean(committee.singles), average: last(committee.averages), all: committee.all };
  });
}, 300_000);

test("the average of a hundred is far better than one of them, in ten of ten seeds", () => {
  for (const { single, average } of found) expect(average).toBeLessThan(0.8 * single);
});

test("all units at once do as well or better than the average", () => {
  for (const { average, all } of found) expect(all).toBeLessThan(1.1 * average);
  expect(found.filter(({ average, all }) => all < average).length).toBeGreaterThanOrEqual(7);
});
