/** Train mode beside eval mode: the losses are those of a forward pass by hand, and nothing but running averages moves. */
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createClient } from "../../../../web/engine/client.js";
import { loadEngine } from "../../../../web/engine/load.js";
import type { Program } from "../../../../web/engine/program.js";
import type { StateDict } from "../../../../web/engine/run.js";
import { measure } from "../../../../web/engine/run_probes.js";
import { resolveFigure } from "../../../../web/figure/resolve.js";
import { compareModes, gapsOf, hasBatchNorm, PASSES, type Subject } from "../../../../web/figure/study/modes.js";
import { readSpecFile } from "../../../../web/site/pictures/spec_file.js";

const small: Program = {
  seed: 5,
  data: { name: "digits", train: 1437 },
  model: [
    { type: "Linear", out_features: 12 },
    { type: "BatchNorm1d" },
    { type: "ReLU" },
    { type: "Linear", out_features: 10 },
  ],
  loss: { type: "CrossEntropyLoss", l2: 0.01 },
  optimizer: { type: "Adam", lr: 0.01 },
  scheduler: { type: "StepLR", step_size: 10 },
  batch_size: 32,
};

async function subjectOf(program: Program, steps: number, limit: number): Promise<Subject> {
  const run = (await loadEngine()).createRun(program);
  run.train(steps);
  const subject = { program, weights: run.stateDict(), rows: measure(run, "data", { split: "validation", limit }) };
  run.dispose();
  return subject;
}

const compare = (subject: Subject, batch: number, brighter: number) =>
  compareModes(subject, { batch, brighter }, { client: createClient(), signal: new AbortController().signal });

interface Statistics {
  mean: number[];
  variance: number[];
}

/** Linear, normalize, ReLU, Linear, cross entropy: in double precision, one row after the other. */
function byHand(subject: Subject, brighter: number, given: Statistics | null) {
  const { weights, rows } = subject;
  const of = (name: string) => Array.from(weights[name]!.data);
  const [w, b, gamma, beta, v, c] = ["0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias"].map(of) as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const count = rows.inputs!.shape[0]!;
  const input = (row: number, i: number) => rows.inputs!.data[64 * row + i]! + brighter;
  const hidden = Array.from({ length: count }, (_, row) =>
    b.map(
      (bias, unit) =>
        bias + Array.from({ length: 64 }, (_, i) => w[64 * unit + i]! * input(row, i)).reduce((p, q) => p + q),
    ),
  );
  const own: Statistics = {
    mean: b.map((_, unit) => hidden.reduce((sum, row) => sum + row[unit]!, 0) / count),
    variance: [],
  };
  own.variance = b.map((_, unit) => hidden.reduce((sum, row) => sum + (row[unit]! - own.mean[unit]!) ** 2, 0) / count);
  const { mean, variance } = given ?? own;
  const losses = hidden.map((row, at) => {
    const active = row.map((x, unit) =>
      Math.max(0, (gamma[unit]! * (x - mean[unit]!)) / Math.sqrt(variance[unit]! + 1e-5) + beta[unit]!),
    );
    const logits = c.map((bias, k) => bias + active.reduce((sum, a, unit) => sum + a * v[b.length * k + unit]!, 0));
    return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[rows.targets!.data[at]!]!;
  });
  return { loss: losses.reduce((p, q) => p + q) / count, own };
}

const running = (weights: StateDict): Statistics => ({
  mean: Array.from(weights["1.running_mean"]!.data),
  variance: Array.from(weights["1.running_var"]!.data),
});

test("all rows as one batch: train mode is the rows' own statistics, eval mode the running ones", async () => {
  const subject = await subjectOf(small, 100, 50);
  const modes = await compare(subject, 50, 0.3);
  const train = byHand(subject, 0.3, null);
  expect(modes.batches).toHaveLength(PASSES);
  for (const loss of modes.batches) expect(loss).toBeCloseTo(train.loss, 4);
  expect(modes.evals).toHaveLength(PASSES + 1);
  expect(modes.evals[0]).toBeCloseTo(byHand(subject, 0.3, running(subject.weights)).loss, 4);
  // One pass: a tenth of the way, of variances that are divided by one less than the rows.
  const before = running(subject.weights);
  const moved: Statistics = {
    mean: before.mean.map((value, unit) => 0.9 * value + 0.1 * train.own.mean[unit]!),
    variance: before.variance.map((value, unit) => 0.9 * value + (0.1 * train.own.variance[unit]! * 50) / 49),
  };
  expect(modes.evals[1]).toBeCloseTo(byHand(subject, 0.3, moved).loss, 4);
  // In the end they are the rows' own, and so is the loss.
  expect(modes.evals.at(-1)).toBeCloseTo(train.loss, 1);
  expect(modes.after[0]!.mean).toBeLessThan(0.01);
  const [gap] = modes.before;
  const square = before.mean.reduce(
    (sum, value, unit) => sum + (value - train.own.mean[unit]!) ** 2 / ((train.own.variance[unit]! * 50) / 49 + 1e-5),
    0,
  );
  expect(gap!.mean).toBeCloseTo(Math.sqrt(square / 12), 4);
});

test("a layer whose statistics agree has no gap; one with half the deviation says so", () => {
  const dict = (mean: number, variance: number): StateDict => ({
    "4.running_mean": { shape: [2], data: Float32Array.of(mean, mean) },
    "4.running_var": { shape: [2], data: Float32Array.of(variance, variance) },
  });
  expect(gapsOf(dict(1, 4), dict(1, 4))).toEqual([{ mean: 0, deviation: 1 }]);
  const [gap] = gapsOf(dict(3, 1), dict(1, 4));
  expect(gap!.mean).toBeCloseTo(1, 4);
  expect(gap!.deviation).toBeCloseTo(0.5, 4);
});

test("Fig. 10: brighter images fail in eval mode, not in train mode, and recover; a batch of 2 is at chance", async () => {
  const path = fileURLToPath(
    new URL("../../../../lessons/deep-learning-basics/figures/10-batch-norm.json", import.meta.url),
  );
  const spec = readSpecFile(path, "10-batch-norm.json");
  const { program } = resolveFigure(spec, spec.variables).runs[0]!;
  expect(hasBatchNorm(program.model)).toBe(true);
  const subject = await subjectOf(program, 600, 360);
  const brighter = await compare(subject, 64, 0.5);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  expect(brighter.evals[0]).toBeGreaterThan(0.8);
  expect(brighter.evals.at(-1)).toBeLessThan(0.2);
  expect(mean(brighter.batches)).toBeLessThan(0.3);
  // The shift is in the first layer's mean alone: what comes after it has been standardized.
  expect(brighter.before[0]!.mean).toBeGreaterThan(2 * Math.max(...brighter.before.slice(1).map((gap) => gap.mean)));
  const pairs = await compare(subject, 2, 0);
  expect(pairs.evals[0]).toBeLessThan(0.1);
  expect(mean(pairs.batches)).toBeGreaterThan(1.8);
});

test("networks without batch norm, or with it inside a block", () => {
  expect(hasBatchNorm([{ type: "Linear" }, { type: "LayerNorm" }])).toBe(false);
  expect(hasBatchNorm([{ type: "Residual", block: [{ type: "Linear" }, { type: "BatchNorm1d" }] }])).toBe(true);
});
