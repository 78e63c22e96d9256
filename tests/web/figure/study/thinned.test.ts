/** Thinned networks: with all units the numbers are the engine's; an average is the better, the more there are. */
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { maskScene } from "../../../../web/elements/study/mask_scene.js";
import type { Engine } from "../../../../web/engine/engine.js";
import { loadEngine } from "../../../../web/engine/load.js";
import type { Program } from "../../../../web/engine/program.js";
import { measure } from "../../../../web/engine/run_probes.js";
import { resolveFigure } from "../../../../web/figure/resolve.js";
import { Committee, likeliest, stagesOf } from "../../../../web/figure/study/thinned.js";
import { readSpecFile } from "../../../../web/site/pictures/spec_file.js";
import { sayIn } from "../../../../web/strings/say.js";
import { sayOfStudy } from "../../../../web/strings/study.js";

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

test("a mask looked at: what PyTorch's formula makes of it, layer by layer, beside the average so far and the engine's own", () => {
  const { program } = resolveFigure(spec, { ...spec.variables, width: 16, p: 0.25 }).runs[0]!;
  const run = engine.createRun(program);
  run.train(150);
  const { inputs, targets } = measure(run, "data", { split: "validation", limit: 30 });
  const rows = { count: 30, inputs: inputs!.data, targets: targets!.data };
  const weights = run.stateDict();
  const made = new Committee(stagesOf(program.model, weights)!, rows, 4);
  for (let i = 0; i < 12; i += 1) made.add();
  const x = [...rows.inputs.slice(7 * 64, 8 * 64)];
  const linear = (at: number, input: number[]) => {
    const [weight, bias] = [weights[`${at}.weight`]!.data, weights[`${at}.bias`]!.data];
    return [...bias].map((b, out) => input.reduce((sum, value, i) => sum + value * weight[out * input.length + i]!, b));
  };
  const relu = (values: number[]) => values.map((value) => Math.max(value, 0));
  const softmax = (values: number[]) => {
    const sum = values.reduce((all, value) => all + Math.exp(value), 0);
    return values.map((value) => Math.exp(value) / sum);
  };
  const thinned = made.masks.map(([first, second]) => {
    const one = relu(linear(0, x)).map((value, unit) => (first![unit] ? value / 0.75 : 0));
    const two = relu(linear(3, one)).map((value, unit) => (second![unit] ? value / 0.75 : 0));
    return softmax(linear(6, two));
  });
  // In an order of one's own: forwards, back, another row between.
  for (const mask of [3, 11, 0]) {
    made.look(mask, 2);
    const look = made.look(mask, 7);
    thinned[mask]!.forEach((share, at) => {
      expect(look.own[at]).toBeCloseTo(share, 5);
      const so = thinned.slice(0, mask + 1);
      expect(look.average[at]).toBeCloseTo(so.reduce((sum, each) => sum + each[at]!, 0) / so.length, 5);
    });
    const given = relu(linear(0, x));
    expect(look.given).toBeCloseTo(
      given.reduce((a, b) => a + b),
      4,
    );
    const kept = made.masks
      .slice(0, mask + 1)
      .map(([first]) => given.reduce((sum, value, unit) => sum + value * first![unit]!, 0));
    expect(look.kept).toBeCloseTo(kept.reduce((a, b) => a + b) / kept.length, 4);
    expect([look.p, look.target]).toEqual([0.25, rows.targets[7]]);
  }
  const engines = softmax([...run.predict(Float32Array.from(x), 1)]);
  engines.forEach((share, at) => {
    expect(made.look(0, 7).all[at]).toBeCloseTo(share, 5);
  });
  // How many rows a mask gets right, counted row by row.
  const right = Array.from({ length: 30 }, (_, row) => likeliest(made.look(5, row).own) === rows.targets[row]);
  expect(made.right[5]).toBe(right.filter(Boolean).length);
  run.dispose();
});

test("about 1 − p of the units are kept, so what is kept, scaled, is about what all units give", () => {
  const { program } = resolveFigure(spec, { ...spec.variables, width: 64, images: 1400 }).runs[0]!;
  const { made } = committee(program, 50, 100);
  const on = made.masks.flatMap(([first, second]) => [...first!, ...second!]);
  expect(on.reduce((a, b) => a + b) / on.length).toBeCloseTo(0.5, 1);
  const { given, kept } = made.look(99, 0);
  expect(Math.abs((2 * kept) / given - 1)).toBeLessThan(0.05);
});

test.each([320, 640])("drawn %i wide, a mask shows every unit, every class, and nothing cut off", (width) => {
  const share = (at: number) => Float64Array.from({ length: 10 }, (_, each) => (each === at ? 0.91 : 0.01));
  const look = { target: 3, own: share(5), average: share(3), all: share(3), p: 0.5, given: 2, kept: 1 };
  const layers = [
    { name: "hidden 1", kept: Uint8Array.from({ length: 256 }, (_, unit) => unit % 2) },
    { name: "hidden 2", kept: Uint8Array.from({ length: 48 }, (_, unit) => Number(unit < 12)) },
  ];
  const image = { pixels: Float32Array.from({ length: 64 }, (_, at) => at / 64), rows: 8, columns: 8 };
  const shown = { look, index: 6, layers, image, token: "run-0", width } as const;
  const scene = maskScene(shown, sayIn("en"), sayOfStudy("en"));
  const circles = scene.marks.filter((mark) => mark.kind === "circle");
  expect(circles).toHaveLength(304);
  expect(circles.filter(({ fill }) => fill)).toHaveLength(140);
  expect(scene.marks.filter((mark) => mark.kind === "rect" && mark.fill)).toHaveLength(30);
  for (const mark of scene.marks) {
    if (mark.kind === "path") continue;
    const [wide, high] = mark.kind === "grid" || mark.kind === "rect" ? [mark.width, mark.height] : [0, 0];
    expect(mark.x).toBeGreaterThanOrEqual(0);
    expect(mark.x + wide).toBeLessThanOrEqual(width);
    expect(mark.y + high).toBeLessThanOrEqual(scene.height);
  }
  expect(scene.description).toBe(
    "Mask 7: hidden 1: 128 of 256 units on and hidden 2: 12 of 48 units on. The true class is 3. thinned by mask 7: 5 (91%); average of 1 to 7: 3 (91%); all units at once: 3 (91%)",
  );
});

test("a model without dropout, or with layers that have no thinned form here, has none", () => {
  expect(stagesOf([{ type: "Linear", out_features: 2 }], {})).toBeNull();
  expect(stagesOf([{ type: "Conv2d" }, { type: "Dropout" }], {})).toBeNull();
});
