/** The script's form for several processes: two of them, over gloo on this machine, print what one process prints. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { torchrunDifferences, torchrunScript } from "../../web/code/torchrun.js";
import { loadEngine } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { figurePrograms } from "./figure_programs.js";

const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const STEPS = 40;

// 101 rows: the last batch of every epoch has a single row, so that one process has no share of it.
const moons: Program = {
  seed: 5,
  data: { name: "moons", train: 101 },
  model: [
    { type: "Linear", out_features: 16 },
    { type: "LayerNorm" },
    { type: "Tanh" },
    { type: "Linear", out_features: 2 },
  ],
  loss: { type: "CrossEntropyLoss", l2: 1e-3 },
  optimizer: { type: "SGD", lr: 0.1, momentum: 0.9 },
  scheduler: { type: "CosineAnnealingLR", T_max: 30 },
  clip_grad_norm: { max_norm: 1 },
  batch_size: 20,
};
const sine: Program = {
  seed: 6,
  data: { name: "noisy_sine", train: 64 },
  model: [{ type: "Linear", out_features: 12 }, { type: "ReLU" }, { type: "Linear", out_features: 1 }],
  loss: { type: "HuberLoss", delta: 0.5 },
  optimizer: { type: "Adam", lr: 0.01, bias_correction: false },
  batch_size: 15,
};

// Debian 12's PyTorch 1.13 cannot leave its output alone under Python 3.11 (no member of a flag is zero there), so it is
// told to copy it to log files, and puts the process in front of each line.
const launcher = ["-m", "torch.distributed.run", "--redirects=1", "--tee=1"];

async function inTwoProcesses(program: Program): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "livefig-torchrun-"));
  const file = join(folder, "script.py");
  writeFileSync(file, torchrunScript(program, STEPS) as string);
  // What --standalone means since PyTorch 2: any free port. Before, it was one fixed port, and two of them met there.
  const anyPort = ["--rdzv_backend=c10d", "--rdzv_endpoint=localhost:0"];
  const args = [...launcher, `--log_dir=${folder}`, ...anyPort, "--nproc_per_node=2", file];
  const { stdout } = await promisify(execFile)(python, args);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.replace(/^\[default\d\]:/, ""));
}

// Side by side: most of their time is PyTorch's start.
test.concurrent.each([
  ["classes, with all that a step can have", moons],
  ["regression", sine],
])(
  "two processes print what one process prints: %s",
  async (_, program) => {
    const printed = await inTwoProcesses(program);
    const run = (await loadEngine()).createRun(program);
    const told = printed.slice(0, -1).map((line) => /^step (\d+) {2}loss ([\d.]+)$/.exec(line)?.slice(1).map(Number));
    expect(told.map((pair) => pair?.[0])).toEqual([10, 20, 30, 40]);
    // Four decimals are printed.
    for (const pair of told) expect(Math.abs((pair?.[1] as number) - run.train(10).loss)).toBeLessThan(1.5e-4);
    expect(printed.at(-1)).toMatch(/^validation (accuracy|loss) [\d.]+$/);
    run.dispose();
  },
  60_000,
);

test("what makes its numbers others than those of one process is told", () => {
  const model = [{ type: "Linear", out_features: 8 }, { type: "BatchNorm1d" }, { type: "Dropout", p: 0.5 }];
  const program: Program = { ...moons, model: [...model, { type: "Linear", out_features: 2 }] };
  expect(torchrunDifferences(moons)).toEqual([]);
  expect(torchrunDifferences(program)).toEqual(["batch_norm", "dropout"]);
  const script = torchrunScript(program, STEPS);
  expect(script).toContain("SyncBatchNorm");
  expect(script).toContain("torch.manual_seed(6 + rank)");
});

test("Black would leave it alone, for every figure", () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-torchrun-"));
  figurePrograms().forEach(([, program], i) => {
    const script = torchrunScript(program, STEPS);
    if (script !== null) writeFileSync(join(folder, `${i}.py`), script);
  });
  const { stdout, status } = spawnSync(python, ["-m", "black", "--check", "--diff", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
}, 120_000);
