/** What is kept of a run's gradients: at steps that follow from the step alone, and up to where it broke. */
import { beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { nextRow } from "../../../web/engine/gradient_record.js";
import { loadEngine } from "../../../web/engine/load.js";
import type { Program } from "../../../web/engine/program.js";
import { Session } from "../../../web/engine/session.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const network = (lr: number): Program => ({
  seed: 1,
  data: { name: "moons", train: 40 },
  model: [{ type: "Linear", out_features: 4 }, { type: "ReLU" }, { type: "Linear", out_features: 2 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "SGD", lr },
  batch_size: 10,
});
const request = { budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 0, probes: [], gradients: true };
const still = () => 0;

test("every step at first, then ever more seldom, each coarser step on a finer one", () => {
  const steps: number[] = [];
  for (let step = nextRow(0); step <= 10_000; step = nextRow(step)) steps.push(step);
  expect(steps.slice(0, 256)).toEqual(Array.from({ length: 256 }, (_, index) => index + 1));
  expect(steps.slice(256, 259)).toEqual([258, 260, 262]);
  expect(steps.filter((step) => step >= 512 && step < 1024).every((step) => step % 4 === 0)).toBe(true);
  expect(steps.length).toBeLessThan(1000);
});

test("however the steps are asked for, the rows are the same, and so is the run", () => {
  const runs = [{ name: "a", program: network(0.1) }];
  const [once, often, without] = [0, 1, 2].map(() => new Session(engine, runs)) as [Session, Session, Session];
  const whole = once.advance({ ...request, steps: 300 }, still).runs[0]!;
  const pieces = [7, 1, 92, 200].map((steps) => often.advance({ ...request, steps }, still).runs[0]!);
  const plain = without.advance({ ...request, gradients: false, steps: 300 }, still).runs[0]!;
  expect([...whole.gradients!.step].at(-1)).toBe(300);
  expect(pieces.flatMap(({ gradients }) => [...gradients!.step])).toEqual([...whole.gradients!.step]);
  expect(pieces.flatMap(({ gradients }) => [...gradients!.norm])).toEqual([...whole.gradients!.norm]);
  expect([...whole.gradients!.layer]).toEqual([0, 2]);
  expect(plain.gradients).toBeUndefined();
  expect(plain.loss).toBe(whole.loss);
});

test("the step at which it diverged is the last row", () => {
  const session = new Session(engine, [{ name: "a", program: network(1e30) }]);
  const { diverged, gradients } = session.advance({ ...request, steps: 50 }, still).runs[0]!;
  expect([...gradients!.step].at(-1)).toBe(diverged!.step);
});

test("a surface has none, and says nothing of it", () => {
  const program: Program = { surface: { name: "bowl", start: [1, 1] }, optimizer: { type: "SGD", lr: 0.1 } };
  const { status, gradients } = new Session(engine, [{ name: "a", program }]).advance({ ...request, steps: 5 }, still)
    .runs[0]!;
  expect(status).toBe("running");
  expect(gradients).toBeUndefined();
});
