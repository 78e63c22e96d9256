/** The geometry of the penalty: minima as the engine's training finds them, and a circle that touches a line of equal loss. */
import { beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { loadEngine } from "../../../web/engine/load.js";
import type { Program } from "../../../web/engine/program.js";
import { measure } from "../../../web/engine/run_probes.js";
import { geometryCatalogs } from "../../../web/strings/geometry.js";
import { penaltyGeometry } from "../../../web/views/penalty_geometry.js";
import { loadViews } from "../../../web/views/registry.js";
import { bestBias, lossGrid, lowest, type TwoInputs } from "../../../web/views/two_weights.js";
import { figureState, priced, runState } from "./synthetic/index.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
  await loadViews(["penalty_geometry"]);
});

const logistic = (l2: number): Program => ({
  seed: 7,
  data: { name: "moons", train: 60, validation: 400, noise: 0.3 },
  model: [{ type: "Linear", out_features: 1 }],
  loss: { type: "BCEWithLogitsLoss", l2 },
  optimizer: { type: "SGD", lr: 1 },
  batch_size: 60,
});

function moons(): TwoInputs {
  const run = engine.createRun(logistic(0));
  const { inputs, targets } = measure(run, "data", { split: "train", limit: 400 });
  run.dispose();
  return { inputs: inputs!.data, targets: targets!.data };
}

test.each([0.1, 0.01, 0.001])("at λ = %s the engine trains the same weights, bias and loss", (lambda) => {
  const run = engine.createRun(logistic(lambda));
  run.train(20_000);
  const [weight, bias] = run.parameters().map(({ data }) => data);
  const { loss } = run.evaluate("train");
  run.dispose();
  const found = lowest(moons(), lambda);
  expect(found.w[0]).toBeCloseTo(weight![0]!, 4);
  expect(found.w[1]).toBeCloseTo(weight![1]!, 4);
  expect(found.bias).toBeCloseTo(bias![0]!, 4);
  expect(found.loss).toBeCloseTo(loss, 5);
});

test("where the sum is lowest the loss falls straight outwards, 2λw to the unit: the lines touch", () => {
  const data = moons();
  for (const lambda of [0.1, 0.02, 0.001]) {
    const { w } = lowest(data, lambda);
    const by = (dx: number, dy: number) => bestBias(data, [w[0] + dx, w[1] + dy]).loss;
    const h = 1e-3;
    expect((by(h, 0) - by(-h, 0)) / (2 * h)).toBeCloseTo(-2 * lambda * w[0], 4);
    expect((by(0, h) - by(0, -h)) / (2 * h)).toBeCloseTo(-2 * lambda * w[1], 4);
  }
});

test("the bias of each cell is the best one, and the grid stands the right way up", () => {
  const data = moons();
  const grid = lossGrid(data, { x: [-1, 3], y: [-4, 2] }, 5, 4);
  const loss = (w: readonly [number, number], bias: number) =>
    Array.from(data.targets).reduce((sum, target, row) => {
      const z = w[0] * data.inputs[2 * row]! + w[1] * data.inputs[2 * row + 1]! + bias;
      return sum + Math.log(1 + Math.exp(z)) - target * z;
    }, 0) / 60;
  for (const [cell, w] of [
    [0, [-1, 2]],
    [4, [3, 2]],
    [17, [1, -4]],
  ] as const) {
    const biases = Array.from({ length: 2001 }, (_, step) => -10 + step / 100);
    expect(grid[cell]).toBeCloseTo(Math.min(...biases.map((bias) => loss(w, bias))), 4);
  }
});

test("classes that a line can part have no lowest loss without a price, and do with one", () => {
  const data = { inputs: [0, 0, 1, 0, 3, 1, 4, 1], targets: [0, 0, 1, 1] };
  const free = lowest(data, 0);
  expect(Math.hypot(...free.w)).toBeGreaterThan(5);
  expect(Number.isFinite(free.loss)).toBe(true);
  expect(Math.hypot(...lowest(data, 0.01).w)).toBeLessThan(3);
  const answer = {
    inputs: { shape: [4, 2], data: Float32Array.from(data.inputs) },
    targets: { shape: [4], data: Float32Array.from(data.targets) },
  };
  const state = figureState([runState("own", 0, { loss: { type: "CrossEntropyLoss", l2: 0.01 } })], {
    probes: { "data:0": answer },
  });
  const { description } = penaltyGeometry.scene(state, { run: 0 }, { width: 400, height: 300 });
  expect(description).not.toMatch(/NaN|Infinity|∞/);
});

test("its table follows the minimum from λ = 0 to the largest, nearer and nearer to the origin", () => {
  const { head, rows } = penaltyGeometry.table!(priced(0.01), { run: 0 }, 50);
  expect(head).toEqual(["λ", "w₁", "w₂", "|w|", "loss"]);
  const [now, ...way] = rows as number[][];
  expect(now![0]).toBe(0.01);
  way.forEach((row, index) => {
    const before = way[index - 1];
    if (!before) return;
    expect(row[0]).toBeGreaterThan(before[0]!);
    expect(row[3]).toBeLessThan(before[3]!);
    expect(row[4]).toBeGreaterThan(before[4]!);
  });
});

test("its catalog has the same texts with the same holes", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();
  const { en, zh } = geometryCatalogs;
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[]) expect(holes(zh[key])).toEqual(holes(en[key]));
});
