/** What is printed can be read: every figure's script and those of programs drawn at random give their program again. */
import { beforeAll, describe, expect, test } from "vitest";
import { locateError, readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import { type Engine, loadEngine } from "../../../web/engine/load.js";
import type { Program } from "../../../web/engine/program.js";
import { figurePrograms } from "../../parity/figure_programs.js";
import { randomPrograms } from "../../parity/random_programs.js";

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

/** The program with every default in it. */
function whole(program: Program): unknown {
  const run = engine.createRun(program);
  const filled = JSON.parse(
    JSON.stringify(run.program, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value)),
  );
  run.dispose();
  return filled;
}

function readAgain(program: Program, steps: number): void {
  const text = pytorchScript(program, steps);
  const read = readScript(text);
  expect(read.problem && `line ${read.problem.line}: ${read.problem.message}\n${text}`).toBeUndefined();
  if (read.problem) return;
  // On a surface nothing is drawn: its script has no seed.
  const seed = program.surface ? { seed: program.seed ?? 0 } : {};
  expect(whole({ ...read.program, ...seed })).toEqual(whole(program));
  expect(read.steps).toBe(steps);
  expect(read.notes).toEqual([]);
}

const own = { inputs: [0, 0.5, 1, -0.25, 2, 1, -1, 0.125], targets: [0, 1, 1, 0], shape: [2] };
const ownNumbers = (type: string, outputs: number): Program => ({
  data: { ...own, validation: { ...own, inputs: [...own.inputs].reverse() } },
  model: [{ type: "Linear", out_features: 4 }, { type: "Tanh" }, { type: "Linear", out_features: outputs }],
  loss: { type },
  optimizer: { type: "SGD", lr: 0.1 },
  batch_size: 3,
});

describe("a printed script gives its program again", () => {
  const figures = figurePrograms();
  test.each(figures)("%s", (_, program) => readAgain(program, 1100));
  test.each(randomPrograms(200).map((program, i) => [i, program] as const))("random program %i", (i, program) =>
    readAgain(program, [100, 7, 1234][i % 3]),
  );
  test("own numbers", () => {
    readAgain(ownNumbers("CrossEntropyLoss", 2), 100);
    readAgain(ownNumbers("MSELoss", 1), 100);
  });
});

test("what the engine refuses is shown at the layer or number that causes it", () => {
  const program: Program = {
    data: { name: "digits", train: 300 },
    model: [
      { type: "Linear", out_features: 16 },
      { type: "Dropout", p: 0.5 },
      { type: "Linear", out_features: 10 },
    ],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "Adam", lr: 0.001 },
    batch_size: 50,
  };
  const told = (from: string, to: string) => {
    const text = pytorchScript(program, 100).replace(from, to);
    const read = readScript(text);
    if (read.problem) throw new Error(read.problem.message);
    const [error] = engine.validate(read.program);
    const { line, from: start, to: end } = locateError(text, read, error);
    expect(text.split("\n").slice(0, line).join("\n").length).toBeGreaterThanOrEqual(end);
    return text.slice(start, end);
  };
  expect(told("nn.Dropout(p=0.5)", "nn.Dropout(p=1.5)")).toBe("1.5");
  expect(told("nn.Dropout(p=0.5)", "nn.MaxPool2d(2)")).toBe("nn.MaxPool2d(2)");
  expect(told("lr=0.001", "lr=-1")).toBe("-1");
  expect(told("nn.Linear(16, 10)", "nn.Linear(16, 7)")).toContain("7");
});
