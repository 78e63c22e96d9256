/**
 * The code of a figure is true: every figure's printed script, and those of programs drawn at random, run unmodified in
 * real PyTorch and print the engine's losses, for as long as PyTorch's float32 agrees with its own float64.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { pytorchScript } from "../../web/code/script.js";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { figurePrograms, wholeLoans } from "./figure_programs.js";
import { randomPrograms } from "./random_programs.js";

const STEPS = 100;
const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const here = fileURLToPath(new URL(".", import.meta.url));

interface Answer {
  printed: string[];
  losses: number[];
  /** Steps for which PyTorch agrees with itself. */
  horizon: number;
  accuracy: number | null;
  error?: string;
}

const own = { inputs: [0, 0.5, 1, -0.25, 2, 1, -1, 0.125], targets: [0, 1, 1, 0], shape: [2] };
const ownNumbers = (type: string, outputs: number): Program => ({
  data: { ...own, validation: own },
  model: [{ type: "Linear", out_features: 4 }, { type: "Tanh" }, { type: "Linear", out_features: outputs }],
  loss: { type },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 3,
});

const cases: [string, Program][] = [
  ["own numbers, classes", ownNumbers("CrossEntropyLoss", 2)],
  ["own numbers, a column", ownNumbers("MSELoss", 1)],
  ...figurePrograms(),
  ...wholeLoans(),
  ...randomPrograms(40).map((program, i): [string, Program] => [`random program ${i}`, program]),
];

describe("the printed script", () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-scripts-"));
  const fileOf = (index: number, ending: string) => join(folder, `${String(index).padStart(3, "0")}.${ending}`);
  let engine: Engine;

  beforeAll(async () => {
    cases.forEach(([, program], i) => {
      writeFileSync(fileOf(i, "py"), pytorchScript(program, STEPS));
    });
    execFileSync(python, [join(here, "run_scripts.py"), folder], { stdio: "inherit" });
    engine = await loadEngine();
  }, 300_000);

  test("is formatted as Black would", () => {
    const { stderr, status } = spawnSync(python, ["-m", "black", "--check", "--diff", "-q", folder], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  }, 60_000);

  test.each(cases.map(([name], i) => [name, i] as const))("%s", (_, i) => {
    const answer = JSON.parse(readFileSync(fileOf(i, "json"), "utf8")) as Answer;
    expect(answer.error).toBeUndefined();
    const run = engine.createRun(cases[i][1]);
    const close = (a: number, b: number, bound: number) => Math.abs(a - b) / Math.max(0.1, Math.abs(b)) <= bound;
    for (let step = 1; step <= answer.horizon; step++) {
      const { loss } = run.train(1);
      const theirs = answer.losses[step - 1];
      expect(close(loss, theirs, 1e-4), `step ${step}: ${loss}, PyTorch ${theirs}`).toBe(true);
    }
    // What it prints is that loss, every ten steps, and nothing between.
    const lines = answer.printed.filter((line) => line.startsWith("step"));
    const tens = answer.losses.filter((_, at) => (at + 1) % 10 === 0);
    expect(lines).toEqual(tens.map((loss, at) => `step ${10 * (at + 1)}  loss ${loss.toFixed(4)}`));
    if (answer.accuracy !== null && answer.horizon === STEPS)
      expect(Math.abs((run.evaluate("validation").accuracy as number) - answer.accuracy)).toBeLessThanOrEqual(0.01);
    run.dispose();
  });
});
