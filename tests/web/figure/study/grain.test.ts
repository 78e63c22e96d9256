/** Steps of other grains on the real engine: an epoch's end, and one step taken apart without being made. */
import { expect, test } from "vitest";
import {
  batchesPerEpoch,
  endOfPart,
  operationsOf,
  placesOf,
  toEpochEnd,
  walkOf,
} from "../../../../web/figure/study/grain.js";
import { TimeTravel } from "../../../../web/figure/study/time_travel.js";
import { moons, trained } from "./trained.js";

test("an epoch ends after its last batch, whether it is full or not", async () => {
  const { runtime } = trained();
  const travel = new TimeTravel(runtime);
  const { program } = runtime.state.runs[0];
  const batches = (changes: object) => travel.peek((session) => batchesPerEpoch(session, { ...program, ...changes }));
  expect(await batches({})).toBe(3);
  expect(await batches({ batch_size: 25 })).toBe(3);
  expect(await batches({ batch_size: 25, drop_last: true })).toBe(2);
  expect([0, 1, 2, 3].map((step) => toEpochEnd(step, 3))).toEqual([3, 2, 1, 3]);
  await runtime.step(toEpochEnd(0, 3));
  expect(runtime.state.runs[0].epoch).toBe(1);
  await runtime.step(1);
  expect(runtime.state.runs[0].epoch).toBe(2);
});

test("the next step is measured before it is made, and is then made as it was measured", async () => {
  for (const at of [0, 20]) {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    if (at > 0) await runtime.step(at);
    const { state } = runtime;
    const walk = await travel.peek((session) => walkOf(session, state, 1));
    expect(runtime.state.step).toBe(at);
    await runtime.step(1);
    expect(runtime.state.runs[1].loss).toBe(walk.loss);
    const straight = trained().runtime;
    await straight.step(at + 1);
    expect(straight.state.runs[1].loss).toBe(walk.loss);
    await runtime.step(30);
    await straight.step(30);
    expect(runtime.state.runs.map(({ curves }) => curves)).toEqual(straight.state.runs.map(({ curves }) => curves));
    expect(walk.layers.map(({ type, gradient }) => [type, gradient !== null])).toEqual([
      ["Linear", true],
      ["ReLU", false],
      ["Dropout", false],
      ["Linear", true],
    ]);
    expect(walk.layers[0].moved).toBeGreaterThan(0);
    expect(walk.layers[0].gradient).toBeGreaterThan(0);
    expect(walk.layers[2].size).toBe(0);
    expect(operationsOf(walk).map((one) => ("layer" in one ? `${one.kind} ${one.layer}` : one.kind))).toEqual([
      "forward 0",
      "forward 1",
      "forward 2",
      "forward 3",
      "loss",
      "backward 3",
      "backward 0",
      "update 0",
      "update 3",
    ]);
  }
});

test("a step on a surface is its height, its gradient and its move", async () => {
  const surface = { name: "bowl", start: [-5, 2.5] as [number, number] };
  const { runtime } = trained({
    ...moons,
    program: { surface, optimizer: { type: "SGD", lr: 0.02 } },
    runs: [{ name: "SGD" }],
    variables: {},
    controls: [],
  } as unknown as typeof moons);
  await runtime.step(1);
  const { state } = runtime;
  const walk = await new TimeTravel(runtime).peek((session) => walkOf(session, state, 0));
  expect(runtime.state.step).toBe(1);
  // 0.1 x² + 2 y², from (−5, 2.5) one step of the gradient (0.2 x, 4 y) down.
  const [x, y] = [-5 + 0.02 * 1, 2.5 - 0.02 * 10];
  expect(walk.loss).toBeCloseTo(0.1 * x * x + 2 * y * y, 4);
  for (const [said, is] of [
    [walk.surface!.at, [x, y]],
    [walk.surface!.gradient, [0.2 * x, 4 * y]],
    [walk.surface!.move, [-0.02 * 0.2 * x, -0.02 * 4 * y]],
  ] as const)
    said.forEach((value, at) => {
      expect(value).toBeCloseTo(is[at]!, 5);
    });
  expect(operationsOf(walk).map(({ kind }) => kind)).toEqual(["loss", "backward", "update"]);
});

test("the parts of a step have ends, and every operation a place", () => {
  const kinds = ["forward", "forward", "loss", "backward", "update"] as const;
  const operations = kinds.map((kind, layer) => (kind === "loss" ? { kind } : { kind, layer }));
  expect([0, 1, 2, 3, 4, 5].map((done) => endOfPart(operations, done))).toEqual([2, 2, 3, 4, 5, 5]);
  const placeOf = placesOf(operations);
  expect(operations.map(placeOf)).toEqual([0, 1, 2, 3, 4]);
  expect(placeOf({ kind: "update", layer: 0 })).toBe(-1);
});

test("Adam's first update moves every weight by its rate at most", async () => {
  const { runtime } = trained({ ...moons, variables: { ...moons.variables, width: 1 } });
  await runtime.start();
  const travel = new TimeTravel(runtime);
  const walk = await travel.peek((session) => walkOf(session, runtime.state, 1));
  // One unit: two weights and a bias, each moved by 0.01 or not at all.
  expect(walk.layers[0].moved! / 0.01).toBeLessThanOrEqual(Math.sqrt(3) + 1e-3);
});
