/**
 * The shape of a row behind every layer: PyTorch's constructors want the sizes that a program leaves out
 * (`in_features`, `in_channels`, …). The engine has the last word; tests/web/code holds the two together.
 */
import type { ArrayData, LayerProgram, NamedData } from "../engine/program.js";

export type Shape = readonly number[];

const number = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
const product = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** The caller's own numbers, not a set that has a name. */
export const isArrays = (data: NamedData | ArrayData): data is ArrayData => "inputs" in data;

/** Shape of one row of the inputs. */
export function rowShape(data: NamedData | ArrayData): Shape {
  if (isArrays(data)) return data.shape;
  switch (data.name) {
    case "digits":
      return data.image === true ? [1, 8, 8] : [64];
    case "wandering_digits":
      return [1, 12, 12];
    case "noisy_sine":
      return [1];
    default:
      return [2];
  }
}

function windowed(layer: LayerProgram, channels: number, shape: Shape, stride: number): Shape {
  const kernel = number(layer.kernel_size, 1);
  const padding = number(layer.padding, 0);
  return [channels, ...shape.slice(1).map((size) => Math.floor((size + 2 * padding - kernel) / stride) + 1)];
}

/** Shape of one row behind the layer. */
export function shapeBehind(layer: LayerProgram, shape: Shape): Shape {
  switch (layer.type) {
    case "Linear":
      return [...shape.slice(0, -1), number(layer.out_features, 1)];
    case "Conv1d":
    case "Conv2d":
      return windowed(layer, number(layer.out_channels, 1), shape, number(layer.stride, 1));
    case "MaxPool1d":
    case "MaxPool2d":
    case "AvgPool1d":
    case "AvgPool2d":
      return windowed(layer, shape[0], shape, number(layer.stride, number(layer.kernel_size, 1)));
    case "AdaptiveAvgPool1d":
    case "AdaptiveAvgPool2d":
      return [shape[0], ...shape.slice(1).map(() => number(layer.output_size, 1))];
    case "Flatten":
      return [product(shape)];
    default:
      return shape;
  }
}
