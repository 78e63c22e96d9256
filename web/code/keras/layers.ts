/** The layers of a program as Keras builds them. Its images are (height, width, channels), so axes are counted anew. */
import type { LayerProgram } from "../../engine/program.js";
import { type Shape, shapeBehind } from "../../figure/shapes.js";
import { call, type Expression, keyword, list, literal } from "../python.js";
import { signatures } from "../signatures.js";
import { type Init, initializer, uniformFunction } from "./initializers.js";
import { noCounterpart } from "./refusal.js";

const residualClass = `class Residual(layers.Layer):
    """The input plus what a block makes of it."""

    def __init__(self, block, scale=1):
        super().__init__()
        self.block = keras.Sequential(block)
        self.scale = scale

    def call(self, x):
        return x + self.scale * self.block(x)`;

/** What the loss and the optimizer add to a weight: coefficients of its square. */
export interface Penalties {
  /** On the weights of Linear and Conv. */
  weights: number;
  /** On every parameter besides, from a weight decay that goes through the gradient. */
  all: number;
}

/** A shape of ours, (channels, …), in Keras's order. */
export const channelsLast = (shape: Shape): Shape => [...shape.slice(1), shape[0]];

const option = (name: string, value: unknown): Expression => keyword(name, literal(value));

export class KerasLayers {
  /** Classes and functions to define before the model. */
  readonly definitions: string[] = [];
  readonly #penalties: Penalties;

  constructor(penalties: Penalties) {
    this.#penalties = penalties;
  }

  /** `shape` is that of a row before the first of them. Errors: unknown_name at a layer without a counterpart. */
  all(model: readonly LayerProgram[], shape: Shape, where = "model"): Expression[] {
    let row = shape;
    return model.flatMap((layer, index) => {
      const made = this.#layer(layer, row, `${where}[${index}]`);
      row = shapeBehind(layer, row);
      return made;
    });
  }

  #layer(layer: LayerProgram, shape: Shape, where: string): Expression[] {
    const axes = shape.length - 1;
    const value = (name: string) => layer[name] ?? signatures[layer.type].find((one) => one.name === name)?.otherwise;
    const made = (name: string, ...items: Expression[]) => [call(`layers.${name}`, [...items, ...frozen(layer)])];
    switch (layer.type) {
      case "Linear":
        return this.#turned(
          shape,
          made("Dense", literal(layer.out_features), ...this.#weights(layer, shape.at(-1)!, where)),
        );
      case "Conv1d":
      case "Conv2d": {
        const kernel = Number(layer.kernel_size);
        const { before, same } = padding(layer, axes);
        const fan = shape[0] * kernel ** axes;
        const items = [literal(layer.out_channels), literal(kernel), ...strides(layer, 1), ...same];
        return [...before, ...made(`Conv${axes}D`, ...items, ...this.#weights(layer, fan, where))];
      }
      case "MaxPool1d":
      case "MaxPool2d":
        if (value("padding")) throw noCounterpart(where, `${layer.type} with padding`);
        return made(`MaxPooling${axes}D`, literal(layer.kernel_size), ...strides(layer, layer.kernel_size));
      case "AvgPool1d":
      case "AvgPool2d":
        if (value("padding") && !value("count_include_pad"))
          throw noCounterpart(where, `${layer.type} that leaves its padding out`);
        return [
          ...zeros(layer, axes),
          ...made(`AveragePooling${axes}D`, literal(layer.kernel_size), ...strides(layer, layer.kernel_size)),
        ];
      case "AdaptiveAvgPool1d":
      case "AdaptiveAvgPool2d":
        return adaptive(layer, shape);
      case "BatchNorm1d":
      case "BatchNorm2d": {
        const momentum = Number((1 - Number(value("momentum"))).toPrecision(12));
        const items = [option("momentum", momentum), option("epsilon", value("eps"))];
        return made("BatchNormalization", ...items, ...this.#affine(value("affine") as boolean, layer));
      }
      case "LayerNorm":
        return made(
          "LayerNormalization",
          ...normalized(layer, shape),
          option("epsilon", value("eps")),
          ...this.#affine(value("elementwise_affine") as boolean, layer),
        );
      case "Residual":
        return [this.#residual(layer, shape, where)];
      case "Softmax":
        return made("Softmax", ...(axes === 0 ? [] : [option("axis", axes)]));
      default:
        return plain(layer, value, where);
    }
  }

  #residual(layer: LayerProgram, shape: Shape, where: string): Expression {
    if (!this.definitions.includes(residualClass)) this.definitions.unshift(residualClass);
    const block = this.all(layer.block as LayerProgram[], shape, `${where}.block`);
    const scale = Number(layer.scale ?? 1);
    return call("Residual", [list(block), ...(scale === 1 ? [] : [option("scale", scale)])]);
  }

  /** nn.Linear works along the last axis, which is not Keras's last where there are channels. */
  #turned(shape: Shape, dense: Expression[]): Expression[] {
    const axes = shape.length;
    if (axes === 1) return dense;
    const order = Array.from({ length: axes }, (_, i) => i + 1);
    const turn = call("layers.Permute", [literal([...order.slice(0, -2), axes, axes - 1])]);
    return [turn, ...dense, turn];
  }

  /** How weight and bias begin, and what they cost. */
  #weights(layer: LayerProgram, fan: number, where: string): Expression[] {
    const init = (layer.init ?? {}) as Record<string, Init>;
    const begin = (name: string) => {
      if (init[name]) return initializer(init[name], `${where}.init.${name}`);
      if (!this.definitions.includes(uniformFunction)) this.definitions.push(uniformFunction);
      return call("uniform", [literal(fan)]);
    };
    const items = [keyword("kernel_initializer", begin("weight")), ...penalty("kernel", this.#penalties.weights)];
    if (layer.bias === false) return [option("use_bias", false), ...items];
    return [...items, keyword("bias_initializer", begin("bias")), ...penalty("bias", this.#decay(layer))];
  }

  #affine(affine: boolean, layer: LayerProgram): Expression[] {
    if (!affine) return [option("center", false), option("scale", false)];
    return [...penalty("beta", this.#decay(layer)), ...penalty("gamma", this.#decay(layer))];
  }

  #decay(layer: LayerProgram): number {
    return layer.requires_grad === false ? 0 : this.#penalties.all;
  }
}

const frozen = (layer: LayerProgram): Expression[] =>
  layer.requires_grad === false ? [option("trainable", false)] : [];

function penalty(name: string, coefficient: number): Expression[] {
  if (coefficient === 0) return [];
  return [
    keyword(`${name}_regularizer`, call("keras.regularizers.L2", [literal(Number(coefficient.toPrecision(12)))])),
  ];
}

function strides(layer: LayerProgram, otherwise: unknown): Expression[] {
  const stride = layer.stride ?? otherwise;
  return stride === otherwise ? [] : [option("strides", stride)];
}

function zeros(layer: LayerProgram, axes: number): Expression[] {
  const size = Number(layer.padding ?? 0);
  return size === 0 ? [] : [call(`layers.ZeroPadding${axes}D`, [literal(size)])];
}

/** Keras knows "same" padding, which is PyTorch's where the kernel is odd and nothing is skipped. */
function padding(layer: LayerProgram, axes: number): { before: Expression[]; same: Expression[] } {
  const isSame = 2 * Number(layer.padding ?? 0) === Number(layer.kernel_size) - 1 && Number(layer.stride ?? 1) === 1;
  if (!isSame || !layer.padding) return { before: zeros(layer, axes), same: [] };
  return { before: [], same: [option("padding", "same")] };
}

function adaptive(layer: LayerProgram, shape: Shape): Expression[] {
  const parts = Number(layer.output_size);
  const sizes = shape.slice(1);
  if (parts === 1) return [call(`layers.GlobalAveragePooling${sizes.length}D`, [option("keepdims", true)])];
  if (sizes.some((size) => size % parts !== 0))
    return [call(`layers.AdaptiveAveragePooling${sizes.length}D`, [literal(parts)])];
  const each = sizes.map((size) => size / parts);
  const square = each.every((size) => size === each[0]);
  return [call(`layers.AveragePooling${sizes.length}D`, [literal(square ? each[0] : each)])];
}

/** Axes as Keras counts them, the batch's first: channels come last. */
function normalized(layer: LayerProgram, shape: Shape): Expression[] {
  if (shape.length === 1) return [];
  const given = (layer.normalized_shape as Shape | undefined)?.length || shape.length;
  const ours = Array.from({ length: given }, (_, i) => shape.length - given + i);
  const theirs = ours.map((axis) => (axis === 0 ? shape.length : axis)).sort((a, b) => a - b);
  return [keyword("axis", theirs.length === 1 ? literal(theirs[0]) : list(theirs.map(literal)))];
}

/** Layers without parameters. */
function plain(layer: LayerProgram, value: (name: string) => unknown, where: string): Expression[] {
  const activation = (name: string) => [call("layers.Activation", [literal(name)])];
  switch (layer.type) {
    case "Flatten":
    case "ReLU":
      return [call(`layers.${layer.type}`, [])];
    case "Dropout":
      return [call("layers.Dropout", [literal(value("p"))])];
    case "LeakyReLU":
      return [call("layers.LeakyReLU", [option("negative_slope", value("negative_slope"))])];
    case "ELU":
      return [call("layers.ELU", value("alpha") === 1 ? [] : [option("alpha", value("alpha"))])];
    case "GELU":
      if (value("approximate") === "none") return activation("gelu");
      return [call("layers.Activation", ["lambda x: keras.activations.gelu(x, approximate=True)"])];
    case "SiLU":
      return activation("silu");
    case "Tanh":
      return activation("tanh");
    case "Sigmoid":
      return activation("sigmoid");
    default:
      throw noCounterpart(where, `layer like ${layer.type}`);
  }
}
