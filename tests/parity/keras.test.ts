/** The Keras form of a program: Python that Black would leave alone, and the same network, data, loss and batches. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { kerasScript } from "../../web/code/keras/script.js";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { LayerProgram, Program } from "../../web/engine/program.js";
import { everyLayer } from "./every_layer.js";
import { figurePrograms } from "./figure_programs.js";
import { randomPrograms } from "./random_programs.js";

const STEPS = 100;
const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const standIn = fileURLToPath(new URL("keras_stand_in.py", import.meta.url));

type Told = Record<string, string | null | Told[]>;
interface Answer {
  error?: string;
  layers: Told[];
  outputs: number[];
  limits: [limit: number, fan: number][];
  parameters: number;
  optimizer: string;
  loss: string;
  rows: number;
  targets: number[];
  batch_size: number;
  epochs: number;
  validates: boolean;
  /** Layers that begin with what a source has learnt. */
  borrowed: string[];
  /** How many epochs the source has trained; null where there is none. */
  source: number | null;
}

const ownNumbers: Program = { ...everyLayer[2][1], model: [{ type: "Flatten" }, { type: "Linear", out_features: 3 }] };
/** Padding of every kind, and Linear where there are channels. */
const padded: Program = {
  ...everyLayer[2][1],
  model: [
    { type: "Conv1d", out_channels: 4, kernel_size: 5, padding: 2 },
    { type: "Linear", out_features: 9 },
    { type: "LayerNorm", normalized_shape: [9] },
    { type: "Conv1d", out_channels: 3, kernel_size: 3, padding: 2 },
    { type: "Conv1d", out_channels: 5, kernel_size: 3, stride: 2, padding: 1 },
    { type: "AvgPool1d", kernel_size: 3, stride: 1, padding: 1 },
    { type: "AdaptiveAvgPool1d", output_size: 4 },
    { type: "AdaptiveAvgPool1d", output_size: 1 },
    { type: "Flatten" },
    { type: "Linear", out_features: 3 },
  ],
};
const all: [string, Program][] = [
  ["padding and channels", padded],
  ["own numbers", ownNumbers],
  everyLayer[0],
  ...figurePrograms(),
  ...randomPrograms(60).map((program, i): [string, Program] => [`random program ${i}`, program]),
];
const cases = all.filter(([, { surface }]) => surface === undefined);

const activations: Record<string, string> = { GELU: "gelu", SiLU: "silu", Tanh: "tanh", Sigmoid: "sigmoid" };

/** What each layer becomes; padding and turned axes stand beside it and are left out. */
function expected(layers: readonly LayerProgram[]): Told[] {
  return layers.map((layer): Told => {
    const { type } = layer;
    const axes = type.at(-2);
    if (type === "Residual") return { Residual: expected(layer.block as LayerProgram[]) };
    if (type === "GELU" && layer.approximate === "tanh") return { Activation: null };
    if (type in activations) return { Activation: activations[type] };
    if (type === "Linear") return { Dense: null };
    if (type.startsWith("Conv")) return { [`Conv${axes}D`]: null };
    if (type.startsWith("MaxPool")) return { [`MaxPooling${axes}D`]: null };
    if (type.startsWith("AvgPool")) return { [`AveragePooling${axes}D`]: null };
    if (type.startsWith("AdaptiveAvgPool")) return { [`AveragePooling${axes}D`]: null };
    if (type.startsWith("BatchNorm")) return { BatchNormalization: null };
    return { [type === "LayerNorm" ? "LayerNormalization" : type]: null };
  });
}

/** Keras has three ways to pool adaptively; shapes tell them apart. */
const plainly = (layer: Told): Told =>
  Object.fromEntries(
    Object.entries(layer).map(([kind, value]) => [kind.replace(/^(Adaptive|Global)Average/, "Average"), value]),
  );

const besides = /^(ZeroPadding\dD|Permute)$/;
const losses: Record<string, string> = {
  MSELoss: "MeanSquaredError",
  L1Loss: "MeanAbsoluteError",
  HuberLoss: "Huber",
  BCEWithLogitsLoss: "BinaryCrossentropy",
  CrossEntropyLoss: "SparseCategoricalCrossentropy",
};

describe("the Keras script", () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-keras-"));
  const fileOf = (index: number, ending: string) => join(folder, `${String(index).padStart(3, "0")}.${ending}`);
  let engine: Engine;

  beforeAll(async () => {
    engine = await loadEngine();
    cases.forEach(([, program], i) => {
      writeFileSync(fileOf(i, "py"), kerasScript(program, STEPS));
    });
    execFileSync(python, [standIn, folder], { stdio: "inherit" });
  }, 120_000);

  test("is formatted as Black would", () => {
    const { stdout, status } = spawnSync(python, ["-m", "black", "--check", "--diff", "-q", folder], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  }, 60_000);

  test("is refused where Keras has no counterpart, and nowhere else", () => {
    expect(() => kerasScript(everyLayer[1][1], STEPS)).toThrow("[model[3]] Keras has no MaxPool2d with padding");
    const surface: Program = { surface: { name: "bowl", start: [1, 1] }, optimizer: { type: "SGD", lr: 0.1 } };
    expect(() => kerasScript(surface, STEPS)).toThrow("[surface] Keras has no test surfaces");
    const [, borrower] = all.find(([, { from }]) => from !== undefined)!;
    const lender = { ...borrower.from!.program, model: everyLayer[1][1].model };
    const lent = { ...borrower, from: { ...borrower.from!, program: lender } };
    expect(() => kerasScript(lent, STEPS)).toThrow("[from.program.model[3]] Keras has no MaxPool2d with padding");
  });

  test.each(cases.map(([name], i) => [name, i] as const))("%s", (_, i) => {
    const answer = JSON.parse(readFileSync(fileOf(i, "json"), "utf8")) as Answer;
    expect(answer.error).toBeUndefined();
    const [, program] = cases[i];
    const { model = [], loss, optimizer, batch_size } = program;
    const layers = answer.layers.filter((layer) => !besides.test(Object.keys(layer)[0]));
    expect(layers.map(plainly)).toEqual(expected(model));
    if (!JSON.stringify(model).includes('"uniform_"'))
      for (const [limit, fan] of answer.limits) expect(limit).toBeCloseTo(fan ** -0.5, 9);
    const run = engine.createRun(program);
    expect(answer.parameters).toBe(run.parameters().reduce((sum, { data }) => sum + data.length, 0));
    expect(answer.outputs).toEqual(run.layers().at(-1)?.shape);
    const { from } = program;
    const lent = from ? expected(model.slice(0, from.layers)).map((layer) => Object.keys(layer)[0]) : [];
    expect(answer.borrowed.filter((kind) => !besides.test(`${kind}`))).toEqual(lent);
    expect(answer.source !== null).toBe(from !== undefined);
    run.train(1);
    const { epoch } = run.train(STEPS - 1);
    // As many epochs as the engine has begun; one more where a dropped rest of rows makes its epochs shorter.
    expect(Math.abs(answer.epochs - epoch)).toBeLessThanOrEqual(1);
    run.dispose();
    expect(answer).toMatchObject({ optimizer: optimizer?.type, loss: losses[loss?.type ?? ""], batch_size });
    expect(answer.targets).toEqual(
      loss?.type === "CrossEntropyLoss" ? [answer.rows] : [answer.rows, answer.outputs[0]],
    );
  });
});
