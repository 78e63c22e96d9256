/**
 * Same program, same seed: the engine's weights, gradients, losses and buffers against real PyTorch's (reference.py).
 * The native build must have trained to the wasm's bits, so what is said here of one holds for both.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { tell } from "../hashes/jobs.mjs";
import { processes } from "../hashes/processes.mjs";

interface Recorded {
  shape: number[];
  data: number[];
}
interface Reference {
  program: { name: string; steps: number; data: { shape: number[]; classes?: number } } & Record<string, unknown>;
  inputs: number[];
  targets: number[];
  initial: Record<string, Recorded>;
  first: {
    output: number[];
    gradients: Record<string, number[]>;
    batches: number[][];
    masks: Record<string, number[][]>;
  };
  losses: number[];
  horizon: number;
  finals: number[];
  state: Record<string, Recorded & { settled: boolean }>;
  evaluated: number[];
}

const here = fileURLToPath(new URL(".", import.meta.url));
const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const names: string[] = JSON.parse(readFileSync(join(here, "programs.json"), "utf8")).map(
  (program: { name: string }) => program.name,
);

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    // NaN must not slip through as "not larger".
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function range(values: number[]): { low: number; median: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: sorted[0], median: sorted[sorted.length >> 1], high: sorted[sorted.length - 1] };
}

function engineProgram(reference: Reference): Program {
  const { name, steps, data, ...rest } = reference.program;
  const inputs = Float32Array.from(reference.inputs);
  const targets = data.classes ? Int32Array.from(reference.targets) : Float32Array.from(reference.targets);
  return { ...rest, data: { inputs, targets, shape: data.shape } } as Program;
}

describe("parity with PyTorch", () => {
  const references = new Map<string, Reference>();
  const native = new Map<string, object>();
  let engine: Engine;

  beforeAll(async () => {
    const out = mkdtempSync(join(tmpdir(), "livefig-parity-"));
    execFileSync(python, [join(here, "reference.py"), join(here, "programs.json"), out], { stdio: "inherit" });
    for (const name of names) references.set(name, JSON.parse(readFileSync(join(out, `${name}.json`), "utf8")));
    const jobs = names.map((name) => {
      const reference = references.get(name) as Reference;
      return { program: engineProgram(reference), steps: reference.losses.length };
    });
    processes.native(jobs).forEach((answer, i) => {
      native.set(names[i], answer);
    });
    engine = await loadEngine();
  }, 300_000);

  test.each(names)("%s", (name) => {
    const reference = references.get(name) as Reference;
    const run = engine.createRun(engineProgram(reference));
    const initial = run.parameters();
    expect(initial.map((p) => p.name)).toEqual(Object.keys(reference.initial));
    for (const parameter of initial) {
      // Uniform initializers to the bit; normal ones within 1e-6 (PyTorch's own vector libm, its QR in float32).
      const exact = !/normal_|orthogonal_/.test(JSON.stringify(reference.program.model));
      const difference = largestDifference(parameter.data, reference.initial[parameter.name].data);
      expect(difference, `initial ${parameter.name}`).toBeLessThanOrEqual(exact ? 0 : 1e-6);
    }

    const losses: number[] = [];
    for (let step = 0; step < reference.losses.length; step++) {
      losses.push(run.train(1).loss);
      if (step < reference.first.batches.length) {
        expect([...run.probe("batch", {}).rows.data], `batch ${step + 1}`).toEqual(reference.first.batches[step]);
        const masks = Object.keys(reference.first.masks).length > 0 ? run.probe("dropout_mask", {}) : {};
        expect(Object.keys(masks)).toEqual(Object.keys(reference.first.masks));
        for (const [layer, expected] of Object.entries(reference.first.masks))
          expect([...masks[layer].data], `mask ${layer} of step ${step + 1}`).toEqual(expected[step]);
      }
      if (step > 0) continue;
      const outputs = run.probe("batch", {}).outputs.data;
      expect(largestDifference(outputs, reference.first.output), "outputs of the first step").toBeLessThan(1e-5);
      const gradients = run.probe("gradients", {});
      expect(Object.keys(gradients)).toEqual(Object.keys(reference.first.gradients));
      for (const [parameter, expected] of Object.entries(reference.first.gradients)) {
        expect(largestDifference(gradients[parameter].data, expected), `gradient ${parameter}`).toBeLessThan(1e-5);
      }
    }
    expect(tell(run), "the native build, bit for bit").toEqual(native.get(name));
    for (let step = 0; step < reference.horizon; step++) {
      const difference = Math.abs(losses[step] - reference.losses[step]) / Math.max(0.1, reference.losses[step]);
      expect(difference, `loss at step ${step + 1}`).toBeLessThan(1e-4);
    }
    if (reference.horizon === reference.losses.length) {
      const state = run.stateDict();
      expect(Object.keys(state)).toEqual(Object.keys(reference.state));
      for (const [key, expected] of Object.entries(reference.state)) {
        if (!expected.settled) continue;
        expect(largestDifference(state[key].data, expected.data), `final ${key}`).toBeLessThan(1e-3);
      }
    }
    // PyTorch's own final weights and buffers, loaded: eval mode then gives its predictions.
    const state = Object.entries(reference.state).map(([key, { shape, data }]) => [
      key,
      { shape, data: Float32Array.from(data) },
    ]);
    run.loadStateDict(Object.fromEntries(state));
    const size = reference.program.data.shape.reduce((a, b) => a * b, 1);
    const rows = Math.min(64, reference.inputs.length / size);
    const predicted = run.predict(Float32Array.from(reference.inputs.slice(0, rows * size)), rows);
    expect(largestDifference(predicted, reference.evaluated), "predictions in eval mode").toBeLessThan(1e-5);
    run.dispose();
  });

  test("programs that rounding parts from themselves end where PyTorch's end, over ten seeds", () => {
    const short = [...references.values()].filter((reference) => reference.finals.length > 0);
    expect(short.length).toBeGreaterThanOrEqual(3);
    for (const reference of short) {
      const ours = reference.finals.map((_, seed) => {
        const run = engine.createRun({ ...engineProgram(reference), seed });
        run.train(reference.losses.length);
        const { loss } = run.evaluate("train");
        run.dispose();
        return loss;
      });
      const [engineRange, torchRange] = [range(ours), range(reference.finals)];
      // Overlapping, and neither's middle outside of the other.
      for (const [one, other] of [
        [engineRange, torchRange],
        [torchRange, engineRange],
      ]) {
        expect(one.median, reference.program.name).toBeGreaterThanOrEqual(other.low);
        expect(one.median, reference.program.name).toBeLessThanOrEqual(other.high);
      }
    }
  }, 120_000);

  test("at least twelve programs have a horizon of 200 steps", () => {
    const far = [...references.values()].filter((reference) => reference.horizon >= 200);
    expect(far.length).toBeGreaterThanOrEqual(12);
  });
});
