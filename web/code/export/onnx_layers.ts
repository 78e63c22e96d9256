/** Each layer in eval mode as nodes of ONNX; opset 17 knows no GELU and no adaptive pooling, so they are put together. */
import type { LayerProgram } from "../../engine/program.js";
import type { StateDict } from "../../engine/run.js";
import type { Shape } from "../../figure/shapes.js";
import { signatures } from "../signatures.js";
import type { Attributes, OnnxGraph } from "./onnx_graph.js";

/** A layer where it stands: its name in `state_dict` ("5.block.0"), the shape of a row before it, the tensor that comes in. */
export interface Place {
  graph: OnnxGraph;
  weights: StateDict;
  layer: LayerProgram;
  path: string;
  shape: Shape;
  input: string;
}

/** Answers the name of the tensor that comes out. */
type Nodes = (place: Place) => string;

/** What the program says, or PyTorch's default. */
function value(layer: LayerProgram, name: string): unknown {
  return layer[name] ?? signatures[layer.type].find((argument) => argument.name === name)?.otherwise;
}
const number = (layer: LayerProgram, name: string): number => Number(value(layer, name));

const one =
  (operator: string, attributes: (layer: LayerProgram) => Attributes = () => ({})): Nodes =>
  ({ graph, path, layer, input }) =>
    graph.node(operator, path, [input], attributes(layer));

/** A parameter of the layer; null where it has none. */
function parameter({ graph, weights, path }: Place, name: string): string | null {
  const array = weights[`${path}.${name}`];
  return array ? graph.constant(`${path}.${name}`, array.shape, array.data) : null;
}

/** γ and β, ones and zeros where the layer has none. */
function affine(place: Place, shape: Shape): [string, string] {
  const size = shape.reduce((a, b) => a * b, 1);
  const filled = (name: string, by: number) =>
    parameter(place, name) ?? place.graph.constant(`${place.path}.${name}`, shape, new Float32Array(size).fill(by));
  return [filled("weight", 1), filled("bias", 0)];
}

function linear(place: Place): string {
  const { graph, path, shape, input } = place;
  const weight = parameter(place, "weight") as string;
  const bias = parameter(place, "bias");
  if (shape.length === 1)
    return graph.node("Gemm", path, bias ? [input, weight, bias] : [input, weight], { transB: 1 });
  const turned = graph.node("Transpose", path, [weight], { perm: [1, 0] });
  const product = graph.node("MatMul", path, [input, turned]);
  return bias ? graph.node("Add", path, [product, bias]) : product;
}

/** The same along every axis of a row but the channels. */
function sliding(layer: LayerProgram, axes: number): Attributes {
  const along = (size: number) => Array.from({ length: axes }, () => size);
  const kernel = number(layer, "kernel_size");
  const padding = number(layer, "padding");
  return {
    kernel_shape: along(kernel),
    strides: along(Number(value(layer, "stride") ?? kernel)),
    pads: [...along(padding), ...along(padding)],
  };
}

const convolution =
  (axes: number): Nodes =>
  (place) => {
    const names = [parameter(place, "weight"), parameter(place, "bias")].filter((name) => name !== null);
    return place.graph.node("Conv", place.path, [place.input, ...names], sliding(place.layer, axes));
  };

const maximum = (axes: number) => one("MaxPool", (layer) => sliding(layer, axes));
const average = (axes: number) =>
  one("AveragePool", (layer) => ({
    ...sliding(layer, axes),
    count_include_pad: value(layer, "count_include_pad") ? 1 : 0,
  }));

/** Windows of equal size where the parts divide the row, else a product with a matrix of shares along every axis. */
function adaptive({ graph, path, layer, shape, input }: Place): string {
  const parts = number(layer, "output_size");
  const sizes = shape.slice(1);
  if (sizes.every((size) => size % parts === 0)) {
    const each = sizes.map((size) => size / parts);
    return graph.node("AveragePool", path, [input], { kernel_shape: each, strides: each });
  }
  const last = sizes.length - 1;
  const across = graph.constant(`${path}/shares`, [sizes[last], parts], shares(sizes[last], parts, false));
  const pooled = graph.node("MatMul", path, [input, across]);
  if (last === 0) return pooled;
  const down = graph.constant(`${path}/shares`, [parts, sizes[0]], shares(sizes[0], parts, true));
  return graph.node("MatMul", path, [down, pooled]);
}

/** PyTorch's windows: part j averages from ⌊j·size/parts⌋ to ⌈(j+1)·size/parts⌉. */
function shares(size: number, parts: number, partsFirst: boolean): Float32Array {
  const matrix = new Float32Array(size * parts);
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * size) / parts);
    const to = Math.ceil(((part + 1) * size) / parts);
    for (let i = from; i < to; i++) matrix[partsFirst ? part * size + i : i * parts + part] = 1 / (to - from);
  }
  return matrix;
}

/** By its running statistics, as in eval mode. */
function batchNorm(place: Place): string {
  const { graph, path, layer, shape, input } = place;
  const statistics = ["running_mean", "running_var"].map((name) => parameter(place, name) as string);
  const inputs = [input, ...affine(place, [shape[0]]), ...statistics];
  return graph.node("BatchNormalization", path, inputs, { epsilon: { float: number(layer, "eps") } });
}

function layerNorm(place: Place): string {
  const { graph, path, layer, shape, input } = place;
  const given = layer.normalized_shape as Shape | undefined;
  const sizes = given && given.length > 0 ? given : shape;
  const attributes = { axis: -sizes.length, epsilon: { float: number(layer, "eps") } };
  return graph.node("LayerNormalization", path, [input, ...affine(place, sizes)], attributes);
}

/** x·Φ(x), or by its approximation with tanh   (Hendrycks and Gimpel 2016, section 2). */
function gelu({ graph, path, layer, input }: Place): string {
  const op = (operator: string, ...inputs: (string | number)[]) => {
    const names = inputs.map((given) => (typeof given === "number" ? graph.number(path, given) : given));
    return graph.node(operator, path, names);
  };
  if (value(layer, "approximate") === "none") {
    const erf = op("Erf", op("Mul", input, Math.SQRT1_2));
    return op("Mul", op("Mul", input, 0.5), op("Add", erf, 1));
  }
  const cube = op("Mul", op("Mul", input, input), input);
  const inner = op("Mul", op("Add", input, op("Mul", cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return op("Mul", op("Mul", input, 0.5), op("Add", op("Tanh", inner), 1));
}

function silu({ graph, path, input }: Place): string {
  return graph.node("Mul", path, [input, graph.node("Sigmoid", path, [input])]);
}

/** Layers by their type; a residual block is the caller's, since it is layers again. */
export const layerNodes: Readonly<Record<string, Nodes>> = {
  Linear: linear,
  Conv1d: convolution(1),
  Conv2d: convolution(2),
  MaxPool1d: maximum(1),
  MaxPool2d: maximum(2),
  AvgPool1d: average(1),
  AvgPool2d: average(2),
  AdaptiveAvgPool1d: adaptive,
  AdaptiveAvgPool2d: adaptive,
  Flatten: one("Flatten", () => ({ axis: 1 })),
  BatchNorm1d: batchNorm,
  BatchNorm2d: batchNorm,
  LayerNorm: layerNorm,
  Dropout: ({ input }) => input,
  ReLU: one("Relu"),
  LeakyReLU: one("LeakyRelu", (layer) => ({ alpha: { float: number(layer, "negative_slope") } })),
  ELU: one("Elu", (layer) => ({ alpha: { float: number(layer, "alpha") } })),
  GELU: gelu,
  SiLU: silu,
  Tanh: one("Tanh"),
  Sigmoid: one("Sigmoid"),
  Softmax: one("Softmax", () => ({ axis: -1 })),
};
