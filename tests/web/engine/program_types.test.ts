/** The generated types: TypeScript itself takes the contract's program and refuses mistyped ones. */
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { programTypes } from "../../../web/engine/describe/program_types.js";
import { engine as load } from "../../bindings/engine.js";

let types: string;
beforeAll(async () => {
  types = programTypes((await load()).describe());
});

/** What the compiler says to `const program: Program = …`. */
function complaints(program: string): string[] {
  const files: Record<string, string> = {
    "/program.d.ts": types,
    "/use.ts": `import type { Program } from "./program.js"; export const program: Program = ${program};`,
  };
  const options = {
    strict: true,
    noEmit: true,
    types: [],
    lib: ["lib.es5.d.ts"],
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (name) => name in files || fileExists(name);
  host.getSourceFile = (name, target) =>
    name in files ? ts.createSourceFile(name, files[name], target) : getSourceFile(name, target);
  const compiled = ts.createProgram(["/use.ts"], options, host);
  return ts
    .getPreEmitDiagnostics(compiled)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const rest = 'loss: { type: "CrossEntropyLoss", l2: 1e-4 }, optimizer: { type: "Adam", betas: [0.9, 0.999] }';
const good = (layer: string) =>
  `{ seed: 7, data: { name: "digits", train: 1437 }, model: [${layer}], ${rest}, batch_size: 64 }`;

test.each([
  ["a network", good('{ type: "Linear", out_features: 10 }')],
  ["a block", good('{ type: "Residual", block: [{ type: "Linear", out_features: 64 }] }')],
  ["an initializer", good('{ type: "Linear", out_features: 10, init: { weight: "kaiming_normal_" } }')],
  [
    "a one-dimensional net",
    good('{ type: "Conv1d", out_channels: 2, kernel_size: 3 }, { type: "GELU", approximate: "tanh" }'),
  ],
  ["a shape to normalise", good('{ type: "LayerNorm", normalized_shape: [64] }, { type: "Softmax", dim: 1 }')],
  ["arrays", `{ data: { inputs: [1, 2], targets: [0], shape: [2] }, model: [{ type: "Tanh" }], ${rest} }`],
  ["a surface", '{ surface: { name: "bowl", start: [0, 1] }, optimizer: { type: "SGD", lr: 0.1 } }'],
])("takes %s", (_, program) => {
  expect(complaints(program)).toEqual([]);
});

test.each([
  ["an unknown layer", good('{ type: "Linaer", out_features: 10 }')],
  ["an unknown argument", good('{ type: "Linear", out_features: 10, units: 3 }')],
  ["a missing argument", good('{ type: "Linear" }')],
  ["an unknown approximation", good('{ type: "GELU", approximate: "erf" }')],
  ["a number as shape", good('{ type: "LayerNorm", normalized_shape: 64 }')],
  ["a text as number", good('{ type: "Dropout", p: "0.5" }')],
  ["an unknown surface", '{ surface: { name: "hill", start: [0, 1] }, optimizer: { type: "SGD" } }'],
  ["no optimizer", '{ surface: { name: "bowl", start: [0, 1] } }'],
])("refuses %s", (_, program) => {
  expect(complaints(program)).not.toEqual([]);
});
