/** A run that diverged, on the real engine: what grew is measured, and what is told to help was tried and does. */
import { expect, test } from "vitest";
import { createClient } from "../../../../web/engine/client.js";
import type { FigureState } from "../../../../web/figure/state.js";
import { badLayer, growthOf, helpFor, stepsToTry } from "../../../../web/figure/study/growth.js";
import { remedies } from "../../../../web/figure/study/remedies.js";
import { moons, trained } from "./trained.js";

async function diverged(lr: number): Promise<FigureState> {
  const { runtime } = trained();
  await runtime.setProgram({ ...runtime.state.program, optimizer: { type: "SGD", lr } });
  await runtime.step(200);
  expect(runtime.state.runs[0].status).toBe("diverged");
  return runtime.state;
}

test("gradients of the last steps are measured layer by layer, up to the step at which it broke", async () => {
  const state = await diverged(1e6);
  const client = createClient();
  const { lines, step } = await growthOf(state, 0, client, new AbortController().signal);
  expect(step).toBe(state.runs[0].diverged!.step);
  expect(lines.map(({ layer }) => layer)).toEqual([0, 3]);
  for (const line of lines) {
    expect(line.step).toEqual([...line.step].sort((a, b) => a - b));
    expect(line.step.at(-1)).toBeLessThan(step + 1);
  }
  expect(Math.max(...lines[0].value)).toBeGreaterThan(1000 * lines[0].value[0]);
  client.dispose();
});

test("the remedy that is told is the smallest with which the run learns", async () => {
  const { runtime } = trained();
  const model = [32, 32, 10].map((width) => ({ type: "Linear", out_features: width }));
  const data = { name: "digits", train: 300 };
  await runtime.setProgram({ ...runtime.state.program, data, model, optimizer: { type: "SGD", lr: 3 } });
  await runtime.step(60);
  const { state } = runtime;
  const client = createClient();
  const helped = await helpFor(state, 0, moons, stepsToTry(state, 0), client, new AbortController().signal);
  expect(helped).not.toBeNull();
  expect(helped!.remedy).toMatchObject({ kind: "rate", value: 0.3 });
  expect(helped!.loss).toBeLessThan(1);
  client.dispose();
});

test("a rate at which the run stands still is passed over for one at which it learns", async () => {
  const { runtime } = trained();
  const model = [
    { type: "Linear", out_features: 128 },
    { type: "ReLU" },
    { type: "Dropout", p: 0.5 },
    { type: "Linear", out_features: 128 },
    { type: "ReLU" },
    { type: "Dropout", p: 0.5 },
    { type: "Linear", out_features: 10 },
  ];
  const data = { name: "digits", train: 300 };
  await runtime.setProgram({ ...runtime.state.program, data, model, optimizer: { type: "SGD", lr: 1000 } });
  await runtime.step(60);
  const { state } = runtime;
  expect(state.runs[0].status).toBe("diverged");
  const client = createClient();
  const helped = await helpFor(state, 0, moons, stepsToTry(state, 0), client, new AbortController().signal);
  // Ten classes by chance are ln 10 = 2.30.
  expect(helped!.loss).toBeLessThan(2);
  client.dispose();
});

test("to swing for ever is not to learn: on a bowl the rate goes below that too", async () => {
  const bowl = {
    ...moons,
    program: { surface: { name: "bowl", start: [-5, 2.5] }, optimizer: { type: "SGD", lr: 50 } },
    runs: [{ name: "SGD" }],
    variables: {},
    controls: [],
  } as unknown as typeof moons;
  const { runtime } = trained(bowl);
  await runtime.step(60);
  const { state } = runtime;
  expect(state.runs[0].diverged).toMatchObject({ layer: "bowl" });
  const client = createClient();
  const helped = await helpFor(state, 0, bowl, stepsToTry(state, 0), client, new AbortController().signal);
  // At 0.5 = 2 / 4 its height over y would stay 12.5 with every step.
  expect(helped!.remedy.value).toBe(0.05);
  client.dispose();
});

test("the layer that broke is a place in the model; a surface has none", () => {
  const network = { model: [{ type: "Linear", out_features: 2 }, { type: "ReLU" }] };
  expect(badLayer(network, "1.ReLU")).toBe(1);
  expect(badLayer(network, "")).toBeNull();
  expect(badLayer({ surface: { name: "bowl", start: [1, 1] as [number, number] } }, "bowl")).toBeNull();
});

test("nothing is told to help that only stays finite", async () => {
  const state = await diverged(1e9);
  const client = createClient();
  const helped = await helpFor(state, 0, moons, 60, client, new AbortController().signal);
  expect(helped!.remedy).toMatchObject({ kind: "rate", value: 0.1 });
  client.dispose();
});

test("a rate that a control gives is changed by the control, others by the program", async () => {
  const { runtime } = trained();
  await runtime.setVariable("lr", 3);
  const found = remedies(runtime.state, 0, moons);
  expect(found.map(({ kind, value }) => [kind, value])).toEqual([
    ["rate", 1],
    ["rate", 0.3],
    ["rate", 0.1],
    ["rate", 0.03],
    ["rate", 0.003],
    ["rate", 0.001],
    ["clip", 1],
  ]);
  expect(found[0].change).toEqual({ variable: "lr", value: 1 });
  expect(found[6].change).toMatchObject({ program: { clip_grad_norm: { max_norm: 1 } } });
  await runtime.setProgram({ ...runtime.state.program, optimizer: { type: "SGD", lr: 900 } });
  expect(remedies(runtime.state, 0, moons)[0].change).toMatchObject({ program: { optimizer: { lr: 300 } } });
});
