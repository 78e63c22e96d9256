/** Thinned networks: with all units the numbers are the engine's; an average is the better, the more there are. */
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../../web/engine/engine.js";
import { loadEngine } from "../../../../web/engine/load.js";
import type { Program } from "../../../../web/engine/program.js";
import { measure } from "../../../../web/engine/run_probes.js";
import { resolveFigure } from "../../../../web/figure/resolve.js";
import { Committee, stagesOf } from "../../../../web/figure/study/thinned.js";
import { readSpecFile } from "../../../../web/site/pictures/spec_file.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const path = fileURLToPath(
  new URL("../../../../lessons/deep-learning-basics/figures/04-dropout.json", import.meta.url),
);
const spec = readSpecFile(path, "04-dropout.json");

function committee(program: Program, steps: number, count: number, seed = 1) {
  const run = engine.createRun(program);
  run.train(steps);
  const { inputs, targets } = measure(run, "data", { split: "validation", limit: 2000 });
  const rows = { count: targets!.data.length, inputs: inputs!.data, targets: targets!.data };
  const { loss } = run.evaluate("validation");
  const made = new Committee(stagesOf(program.model, run.stateDict())!, rows, seed);
  for (let i = 0; i < count; i += 1) made.add();
  run.dispose();
  return { made, loss };
}

test("with all units it is what the engine evaluates; thinned ones are worse alone and better together", () => {
  const { program } = resolveFigure(spec, { ...spec.variables, width: 32 }).runs[0]!;
  const { made, loss } = committee(program, 300, 60);
  expect(made.all).toBeCloseTo(loss, 4);
  expect(made.averages[0]).toBe(made.singles[0]);
  expect(new Set(made.singles).size).toBe(60);
  const mean = made.singles.reduce((a, b) => a + b) / 60;
  expect(mean).toBeGreaterThan(made.all);
  // Of probabilities that are averaged, the loss is at most the average of the losses.
  expect(made.averages[59]).toBeLessThan(mean);
});

test("the same seed draws the same masks, another one others; at p = 0 nothing is thinned", () => {
  const { program } = resolveFigure(spec, { ...spec.variables, width: 16 }).runs[0]!;
  const singles = (seed: number) => committee(program, 20, 3, seed).made.singles;
  expect(singles(1)).toEqual(singles(1));
  expect(singles(1)).not.toEqual(singles(2));
  const { made } = committee(resolveFigure(spec, { ...spec.variables, width: 16, p: 0 }).runs[0]!.program, 20, 2);
  expect(made.singles).toEqual([made.all, made.all]);
});

test("a model without dropout, or with layers that have no thinned form here, has none", () => {
  expect(stagesOf([{ type: "Linear", out_features: 2 }], {})).toBeNull();
  expect(stagesOf([{ type: "Conv2d" }, { type: "Dropout" }], {})).toBeNull();
});
