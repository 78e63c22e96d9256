/** The list of layers: rows with their shapes, and moves into, through and out of residual blocks. */
import { describe, expect, test } from "vitest";
import type { LayerProgram } from "../../../../web/engine/program.js";
import {
  inserted,
  type LayerPath,
  layerAt,
  layerRows,
  moved,
  moves,
  nextSlot,
  placeForNew,
  removed,
  replaced,
  slots,
} from "../../../../web/figure/builder/layers.js";

const linear = (width: number): LayerProgram => ({ type: "Linear", out_features: width });
const relu: LayerProgram = { type: "ReLU" };
const tanh: LayerProgram = { type: "Tanh" };
const residual = (...block: LayerProgram[]): LayerProgram => ({ type: "Residual", block });
const model = [linear(8), residual(linear(8), relu), tanh, linear(2)];

/** "Linear8 [Linear8 ReLU] Tanh Linear2" */
const text = (layers: readonly LayerProgram[]): string =>
  layers
    .map((layer) =>
      layer.type === "Residual"
        ? `[${text(layer.block as LayerProgram[])}]`
        : `${layer.type}${layer.out_features ?? ""}`,
    )
    .join(" ");

test("rows stand in order of sight, with the shapes and parameters of each", () => {
  const rows = layerRows(model, { name: "moons" });
  expect(rows.map(({ path, before, behind, parameters }) => [path.join("."), before, behind, parameters])).toEqual([
    ["0", [2], [8], 24],
    ["1", [8], [8], 72],
    ["1.0", [8], [8], 72],
    ["1.1", [8], [8], 0],
    ["2", [8], [8], 0],
    ["3", [8], [2], 18],
  ]);
});

describe("edits", () => {
  test("leave the model as it was, and reach into blocks", () => {
    expect(text(removed(model, [1, 0]))).toBe("Linear8 [ReLU] Tanh Linear2");
    expect(text(inserted(model, [1, 2], tanh))).toBe("Linear8 [Linear8 ReLU Tanh] Tanh Linear2");
    expect(text(replaced(model, [1, 1], tanh))).toBe("Linear8 [Linear8 Tanh] Tanh Linear2");
    expect(text(model)).toBe("Linear8 [Linear8 ReLU] Tanh Linear2");
    expect(layerAt(model, [1, 1])).toBe(relu);
    expect(layerAt(model, [2, 0])).toBeUndefined();
  });

  test.each<[string, LayerPath, LayerPath, string, LayerPath]>([
    ["up", [2], [0], "Tanh Linear8 [Linear8 ReLU] Linear2", [0]],
    ["down, past what comes up", [0], [3], "[Linear8 ReLU] Tanh Linear8 Linear2", [2]],
    ["to the end", [0], [4], "[Linear8 ReLU] Tanh Linear2 Linear8", [3]],
    ["into a block", [2], [1, 1], "Linear8 [Linear8 Tanh ReLU] Linear2", [1, 1]],
    ["into a block that comes up", [0], [1, 0], "[Linear8 Linear8 ReLU] Tanh Linear2", [0, 0]],
    ["out of a block", [1, 1], [1], "Linear8 ReLU [Linear8] Tanh Linear2", [1]],
    ["out of a block, downwards", [1, 0], [2], "Linear8 [ReLU] Linear8 Tanh Linear2", [2]],
    ["within a block", [1, 0], [1, 2], "Linear8 [ReLU Linear8] Tanh Linear2", [1, 1]],
    ["a whole block", [1], [4], "Linear8 Tanh Linear2 [Linear8 ReLU]", [3]],
    ["nowhere: beside itself", [2], [3], text(model), [2]],
    ["nowhere: into itself", [1], [1, 1], text(model), [1]],
  ])("move %s", (_, from, slot, wanted, path) => {
    const done = moved(model, from, slot);
    expect(text(done.model)).toBe(wanted);
    expect(done.path).toEqual(path);
    expect(layerAt(done.model, path)).toBe(layerAt(model, from));
  });

  test("every slot keeps every layer, wherever it is dropped", () => {
    const count = (layers: readonly LayerProgram[]) => layerRows(layers, { name: "moons" }).length;
    for (const { path } of layerRows(model, { name: "moons" })) {
      for (const slot of slots(model)) {
        const done = moved(model, path, slot);
        expect(count(done.model)).toBe(count(model));
        expect(text(done.model) !== text(model)).toBe(moves(path, slot));
      }
    }
  });
});

test("steps downwards lead into a block, through it and out again, and back the same way", () => {
  const way: string[] = [];
  let [layers, path]: [readonly LayerProgram[], LayerPath] = [model, [0]];
  for (const direction of [1, -1] as const) {
    for (let slot = nextSlot(layers, path, direction); slot; slot = nextSlot(layers, path, direction)) {
      const done = moved(layers, path, slot);
      [layers, path] = [done.model, done.path];
      way.push(path.join("."));
    }
  }
  expect(way).toEqual(["0.0", "0.1", "0.2", "1", "2", "3", "2", "1", "0.2", "0.1", "0.0", "0"]);
  expect(text(layers)).toBe(text(model));
});

test("a new layer goes behind the chosen one, else before the answer", () => {
  expect(placeForNew(model, null)).toEqual([3]);
  expect(placeForNew(model, [1, 0])).toEqual([1, 1]);
  expect(placeForNew(model, [7])).toEqual([3]);
  expect(placeForNew([relu], null)).toEqual([1]);
});
