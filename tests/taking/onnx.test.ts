/** Trained models as ONNX files: valid by ONNX's own checker, and ONNX Runtime computes what the engine computes. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { toOnnx } from "../../web/code/export/onnx.js";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { LayerProgram, Program } from "../../web/engine/program.js";
import { rowShape } from "../../web/figure/shapes.js";
import { everyLayer } from "../parity/every_layer.js";
import { networkPrograms } from "../parity/network_programs.js";
import { type OnnxRuntime, onnxRuntime } from "./runtime/runtime.mjs";

const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
const checker = fileURLToPath(new URL("check_onnx.py", import.meta.url));
const ROWS = 7;

const cases = networkPrograms(40);

let engine: Engine;
let runtime: OnnxRuntime;
beforeAll(async () => {
  engine = await loadEngine();
  runtime = await onnxRuntime();
}, 300_000);

const typesIn = (layers: readonly LayerProgram[]): string[] =>
  layers.flatMap((layer) => [layer.type, ...typesIn((layer.block as LayerProgram[] | undefined) ?? [])]);

test("every layer that the engine has is among them", () => {
  const known = new Set(everyLayer.flatMap(([, { model = [] }]) => typesIn(model)));
  expect([...known].sort()).toEqual(Object.keys(engine.describe().families.layer.types).sort());
});

describe("a model as ONNX", () => {
  const folder = mkdtempSync(join(tmpdir(), "livefig-onnx-"));
  const fileOf = (index: number) => join(folder, `${index}.onnx`);
  const outputs: Float32Array[] = [];
  const inputs: Float32Array[] = [];
  let checked: Record<string, { problem: string; opset: number }>;

  beforeAll(() => {
    cases.forEach(([name, program], i) => {
      const run = engine.createRun(program);
      run.train(8);
      const size = ROWS * rowShape(program.data as NonNullable<Program["data"]>).reduce((a, b) => a * b, 1);
      inputs.push(Float32Array.from({ length: size }, (_, at) => 0.5 + 0.5 * Math.sin(1.7 * at)));
      outputs.push(run.predict(inputs[i], ROWS));
      writeFileSync(fileOf(i), toOnnx(program, run.stateDict(), name));
      run.dispose();
    });
    checked = JSON.parse(execFileSync(python, [checker, folder], { encoding: "utf8" }));
  }, 120_000);

  test.each(cases.map(([name], i) => [name, i] as const))("%s", async (_, i) => {
    expect(checked[`${i}.onnx`]).toEqual({ problem: "", opset: 17 });
    const session = await runtime.InferenceSession.create(readFileSync(fileOf(i)));
    const shape = rowShape(cases[i][1].data as NonNullable<Program["data"]>);
    const answer = await session.run({ inputs: new runtime.Tensor("float32", inputs[i], [ROWS, ...shape]) });
    expect(answer.outputs.data.length).toBe(outputs[i].length);
    outputs[i].forEach((value, at) => {
      expect(Math.abs(answer.outputs.data[at] - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5);
    });
  });
});
