/**
 * What a model's layers hold, as a reader counts it: the numbers that each learns, and what the rows of a program are to
 * teach it. The engine has the last word; tests/web/figure holds the two together.
 */
import type { ArrayData, LayerProgram, NamedData, Program } from "../engine/program.js";
import { isArrays, rowShape, type Shape, shapeBehind } from "./shapes.js";

const product = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);
const size = (value: unknown): number => (typeof value === "number" ? value : 1);
const dimensions: Readonly<Record<string, number>> = { Conv1d: 1, Conv2d: 2 };

/** Parameters of one layer, frozen ones too; `shape` is that of a row before it. */
export function layerParameters(layer: LayerProgram, shape: Shape): number {
  const bias = layer.bias === false ? 0 : 1;
  switch (layer.type) {
    case "Linear":
      return (shape[shape.length - 1]! + bias) * size(layer.out_features);
    case "Conv1d":
    case "Conv2d":
      return (shape[0]! * size(layer.kernel_size) ** dimensions[layer.type]! + bias) * size(layer.out_channels);
    case "BatchNorm1d":
    case "BatchNorm2d":
      return layer.affine === false ? 0 : 2 * shape[0]!;
    case "LayerNorm": {
      const given = Array.isArray(layer.normalized_shape) ? (layer.normalized_shape as number[]) : [];
      return layer.elementwise_affine === false ? 0 : 2 * product(given.length > 0 ? given : shape);
    }
    case "Residual":
      return modelParameters(Array.isArray(layer.block) ? (layer.block as LayerProgram[]) : [], shape);
    default:
      return 0;
  }
}

function modelParameters(model: readonly LayerProgram[], shape: Shape): number {
  let row = shape;
  return model.reduce((sum, layer) => {
    const own = layerParameters(layer, row);
    row = shapeBehind(layer, row);
    return sum + own;
  }, 0);
}

/** All parameters of a program's network; 0 on a test surface. */
export function parameterCount({ data, model }: Program): number {
  return data && model ? modelParameters(model, rowShape(data)) : 0;
}

/** What is to be learnt from rows: one of so many classes, or so many values. */
export interface Learnt {
  kind: "classes" | "values";
  count: number;
}

export function learntFrom(data: NamedData | ArrayData): Learnt {
  if (isArrays(data)) return learntFromArrays(data);
  switch (data.name) {
    case "digits":
    case "wandering_digits": {
      const [first, last] = Array.isArray(data.classes) ? (data.classes as number[]) : [0, 9];
      return { kind: "classes", count: last! - first! + 1 };
    }
    case "blobs":
      return { kind: "classes", count: typeof data.classes === "number" ? data.classes : 3 };
    case "noisy_sine":
      return { kind: "values", count: 1 };
    default:
      return { kind: "classes", count: 2 };
  }
}

function learntFromArrays({ inputs, targets, shape, validation }: ArrayData): Learnt {
  if (!(targets instanceof Int32Array))
    return { kind: "values", count: Math.max(1, Math.round((targets.length * product(shape)) / inputs.length)) };
  let largest = 1;
  for (const each of [targets, validation?.targets ?? []])
    for (const target of each) largest = Math.max(largest, target);
  return { kind: "classes", count: largest + 1 };
}
