/** Weights trained here load into the printed script's model, strictly, and weights trained there load back. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { fromSafetensors, toSafetensors } from "../../web/code/export/safetensors.js";
import { pytorchScript } from "../../web/code/script.js";
import { type Engine, loadEngine, type Run } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { rowShape } from "../../web/figure/shapes.js";
import { networkPrograms } from "./network_programs.js";

const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const script = fileURLToPath(new URL("weights.py", import.meta.url));
const ROWS = 5;

const cases = networkPrograms(30);

interface Answer {
  loaded: number[];
  trained: number[];
  error?: string;
}

/** Some inputs that no set has drawn. */
function someInputs(program: Program): { inputs: number[]; shape: readonly number[] } {
  const shape = rowShape(program.data as NonNullable<Program["data"]>);
  const size = ROWS * shape.reduce((a, b) => a * b, 1);
  return { inputs: Array.from({ length: size }, (_, i) => Math.fround(0.5 + 0.5 * Math.sin(1.7 * i))), shape };
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length
    ? Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]) / Math.max(1, Math.abs(b[i]))), 0)
    : Number.POSITIVE_INFINITY;

describe("weights as safetensors", () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-weights-"));
  const fileOf = (index: number, ending: string) => join(folder, `${String(index).padStart(3, "0")}.${ending}`);
  const runs: Run[] = [];

  beforeAll(async () => {
    const engine: Engine = await loadEngine();
    cases.forEach(([, program], i) => {
      const run = engine.createRun(program);
      run.train(8);
      runs.push(run);
      writeFileSync(fileOf(i, "py"), pytorchScript(program, 8));
      writeFileSync(fileOf(i, "json"), JSON.stringify(someInputs(program)));
      writeFileSync(fileOf(i, "safetensors"), toSafetensors(run.stateDict()));
    });
    execFileSync(python, [script, folder], { stdio: "inherit" });
  }, 120_000);

  test.each(cases.map(([name], i) => [name, i] as const))("%s", (_, i) => {
    const answer = JSON.parse(readFileSync(fileOf(i, "answer.json"), "utf8")) as Answer;
    expect(answer.error).toBeUndefined();
    const run = runs[i];
    const inputs = Float32Array.from(someInputs(cases[i][1]).inputs);
    expect(furthest(run.predict(inputs, ROWS), answer.loaded)).toBeLessThan(2e-5);
    run.loadStateDict(fromSafetensors(readFileSync(fileOf(i, "back.safetensors"))));
    expect(furthest(run.predict(inputs, ROWS), answer.trained)).toBeLessThan(2e-5);
    // It goes on from there.
    expect(run.train(2).step).toBe(10);
    run.dispose();
  });
});
