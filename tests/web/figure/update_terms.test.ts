/** The terms of a weight's update, over the real engine: they add up to what the weight really moved, in every step. */
import { beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { loadEngine } from "../../../web/engine/load.js";
import type { Program, TypedProgram } from "../../../web/engine/program.js";
import { measure } from "../../../web/engine/run_probes.js";
import { optimizerDefaults, type Term, type UpdateTerms, updateTerms } from "../../../web/figure/update_terms.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

const optimizers: TypedProgram[] = [
  { type: "SGD", lr: 0.01 },
  { type: "SGD", lr: 0.01, momentum: 0.9 },
  { type: "SGD", lr: 0.01, momentum: 0.9, dampening: 0.3, weight_decay: 0.1 },
  { type: "SGD", lr: 0.01, momentum: 0.9, nesterov: true },
  { type: "RMSprop", lr: 0.01 },
  { type: "RMSprop", lr: 0.01, alpha: 0.9, momentum: 0.5, centered: true, weight_decay: 0.05 },
  { type: "Adam", lr: 0.02 },
  { type: "Adam", lr: 0.02, betas: [0.8, 0.95], eps: 1e-3, weight_decay: 0.1 },
  { type: "Adam", lr: 0.02, bias_correction: false },
  { type: "Adam" },
  { type: "AdamW", lr: 0.02, weight_decay: 0.5 },
  { type: "AdamW" },
];

const surface: Program = { seed: 7, surface: { name: "bowl", start: [-5, 2.5] } };
const digits: Program = {
  seed: 7,
  data: { name: "digits", train: 1437 },
  model: [{ type: "Linear", out_features: 16 }, { type: "ReLU" }, { type: "Linear", out_features: 10 }],
  loss: { type: "CrossEntropyLoss", l2: 1e-4 },
  batch_size: 64,
};

/** What 32-bit floats of their size can tell apart. */
const grainOf = ({ before, after }: UpdateTerms) => 1.2e-7 * Math.max(Math.abs(before), Math.abs(after)) + 1e-20;

/** All first weights after a step, and the weights themselves before it. */
function* steps(program: Program, weights: number, last: number): Generator<{ update: UpdateTerms; before: number }[]> {
  const run = engine.createRun(program);
  const own = () => run.parameters().flatMap(({ data }) => [...data]);
  for (let step = 1; step <= last; step += 1) {
    const before = own();
    run.train(1);
    const after = own();
    const answer = measure(run, "update", { count: weights });
    yield Array.from({ length: weights }, (_, weight) => {
      const update = updateTerms(program.optimizer, answer, weight);
      expect(update).not.toBeNull();
      expect(update!.at).toBe(step);
      expect(update!.after).toBe(after[weight]);
      expect(Math.abs(update!.before - before[weight]!)).toBeLessThan(grainOf(update!));
      return { update: update!, before: before[weight]! };
    });
  }
  run.dispose();
}

const names = optimizers.map((optimizer): [string, TypedProgram] => [JSON.stringify(optimizer), optimizer]);

test.each(names)("the sum is the weight's real difference between two steps: %s", (_, optimizer) => {
  let moved = 0;
  for (const [program, weights] of [[surface, 2] as const, [digits, 16] as const])
    for (const all of steps({ ...program, optimizer }, weights, 25))
      for (const { update, before } of all) {
        const real = update.after - before;
        expect(Math.abs(update.sum - real)).toBeLessThan(2e-5 * Math.abs(real) + grainOf(update));
        expect(update.holds).toBe(true);
        if (real !== 0) moved += 1;
      }
  expect(moved).toBeGreaterThan(100);
});

const valueOf = (terms: readonly Term[], symbol: string) => terms.find((term) => term.symbol === symbol)!.value;

test("what is kept of an average is its share of the one a step before", () => {
  const optimizer = { type: "Adam", lr: 0.02, betas: [0.8, 0.95] };
  const known: [m: number, v: number][][] = [];
  for (const all of steps({ ...digits, optimizer }, 16, 12)) {
    known.push(all.map(({ update: { terms } }) => [valueOf(terms, "m"), valueOf(terms, "v")]));
    const [past, present] = [known.at(-2), all];
    present.forEach(({ update: { terms } }, weight) => {
      const [m, v] = past?.[weight] ?? [0, 0];
      expect(valueOf(terms, "β₁·m")).toBeCloseTo(0.8 * m, 8);
      expect(valueOf(terms, "β₂·v")).toBeCloseTo(0.95 * v, 9);
      expect(valueOf(terms, "m^") * (1 - 0.8 ** known.length)).toBeCloseTo(valueOf(terms, "m"), 8);
      expect(valueOf(terms, "v^") * (1 - 0.95 ** known.length)).toBeCloseTo(valueOf(terms, "v"), 9);
    });
  }
});

test("a schedule's rate is the one that the step was made with", () => {
  const program = { ...digits, optimizer: { type: "Adam", lr: 0.1 }, scheduler: { type: "StepLR", step_size: 3 } };
  for (const all of steps(program, 16, 10)) for (const { update } of all) expect(update.holds).toBe(true);
});

test("terms of other settings than the step's are not passed off as its sum", () => {
  const run = engine.createRun({ ...surface, optimizer: { type: "Adam", lr: 0.02 } });
  run.train(3);
  const answer = measure(run, "update", { count: 2 });
  expect(updateTerms({ type: "Adam", lr: 0.02 }, answer, 0)!.holds).toBe(true);
  expect(updateTerms({ type: "Adam", lr: 0.02, betas: [0.5, 0.999] }, answer, 0)!.holds).toBe(false);
  expect(updateTerms({ type: "Adagrad" }, answer, 0)).toBeNull();
  run.dispose();
});

test("before the first step there is nothing to say", () => {
  const run = engine.createRun({ ...surface, optimizer: { type: "Adam", lr: 0.02 } });
  expect(updateTerms({ type: "Adam" }, measure(run, "update", { count: 2 }), 0)).toBeNull();
  run.dispose();
});

test("the defaults are the engine's", () => {
  for (const [type, own] of Object.entries(optimizerDefaults)) {
    const { optimizer } = engine.createRun({ ...surface, optimizer: { type } }).program;
    const { type: _, lr: __, ...rest } = optimizer as Record<string, unknown>;
    expect({ type, ...rest }).toEqual({ type, ...own });
  }
});
