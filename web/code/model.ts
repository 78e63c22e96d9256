/** The model of a program as PyTorch builds it: nn.Sequential, the classes and functions that it needs. */
import type { LayerProgram } from "../engine/program.js";
import { type Shape, shapeBehind } from "../figure/shapes.js";
import { type Bracketed, call, type Expression, literal, tall, unpacked } from "./python.js";
import { writtenArguments } from "./signatures.js";

export interface ModelCode {
  /** `nn.Sequential(…)` */
  expression: Bracketed;
  /** Classes and functions to define before it, each as its text. */
  definitions: string[];
}

const residualClass = `class Residual(nn.Module):
    """The input plus what a block makes of it."""

    def __init__(self, *block, scale=1):
        super().__init__()
        self.block = nn.Sequential(*block)
        self.scale = scale

    def forward(self, x):
        return x + self.scale * self.block(x)`;

/** Sizes of the input that the constructor wants before all else. */
function inputSizes(layer: LayerProgram, shape: Shape): Expression[] {
  switch (layer.type) {
    case "Linear":
      return [literal(shape[shape.length - 1])];
    case "Conv1d":
    case "Conv2d":
    case "BatchNorm1d":
    case "BatchNorm2d":
      return [literal(shape[0])];
    case "LayerNorm": {
      const given = layer.normalized_shape as Shape | undefined;
      const sizes = given && given.length > 0 ? given : shape;
      return [sizes.length === 1 ? literal(sizes[0]) : literal([...sizes])];
    }
    default:
      return [];
  }
}

type Init = string | ({ name: string } & Record<string, unknown>);

/** `nn.init.kaiming_normal_(layer.weight)` */
function initLine(parameter: string, init: Init): string {
  const { name, ...given } = typeof init === "string" ? { name: init } : init;
  const rest = Object.entries(given).map(([key, value]) => `, ${key}=${literal(value)}`);
  return `    nn.init.${name}(layer.${parameter}${rest.join("")})`;
}

/** Collects what the layers need while they are written. */
class Writer {
  readonly definitions: string[] = [];
  readonly #initializers = new Map<string, string>();

  /** The name of a function that draws a layer's parameters anew and returns the layer. */
  #initializer(init: Record<string, Init>): string {
    // As the engine does it: weight, then bias, whatever the order in the program.
    const lines = ["weight", "bias"].flatMap((name) => (init[name] ? [initLine(name, init[name])] : []));
    const body = lines.join("\n");
    const known = this.#initializers.get(body);
    if (known) return known;
    const name = this.#initializers.size === 0 ? "initialized" : `initialized_${this.#initializers.size + 1}`;
    this.#initializers.set(body, name);
    this.definitions.push(`def ${name}(layer):\n${body}\n    return layer`);
    return name;
  }

  layer(layer: LayerProgram, shape: Shape): Expression {
    const tail = layer.requires_grad === false ? ".requires_grad_(False)" : "";
    if (layer.type === "Residual") {
      if (!this.definitions.includes(residualClass)) this.definitions.unshift(residualClass);
      const block = this.layers(layer.block as LayerProgram[], shape);
      return call("Residual", [...block, ...writtenArguments(layer)], tail);
    }
    const made = call(`nn.${layer.type}`, [...inputSizes(layer, shape), ...writtenArguments(layer)], tail);
    const init = layer.init as Record<string, Init> | undefined;
    if (!init || Object.keys(init).length === 0) return made;
    return call(this.#initializer(init), [{ ...made, tail: "" }], tail);
  }

  layers(layers: readonly LayerProgram[], shape: Shape): Expression[] {
    const written: Expression[] = [];
    let row = shape;
    for (const layer of layers) {
      written.push(this.layer(layer, row));
      row = shapeBehind(layer, row);
    }
    return fold(written);
  }
}

const text = (expression: Expression): string => JSON.stringify(expression);

/** How many times in a row the `period` items from `start` on come again. */
function repeats(items: readonly string[], start: number, period: number): number {
  let times = 1;
  while (
    items.slice(start, start + period).every((item, i) => items[start + times * period + i] === item) &&
    start + (times + 1) * period <= items.length
  )
    times++;
  return times;
}

const SHORTEST = 3; // times a group must come again before a loop reads better
const LONGEST = 6; // layers in a group

/** The group that covers most from `start` on; one layer, once, where nothing comes again. */
function longestGroup(items: readonly string[], start: number): { period: number; times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; period <= LONGEST && start + period <= items.length; period++) {
    const times = repeats(items, start, period);
    if (times >= SHORTEST && times * period > best.times * best.period) best = { period, times };
  }
  return best;
}

/** A group is read from its Linear or Conv on, not from the activation before it. */
const leads = (item: string): boolean => /nn\.(Linear|Conv)|Residual/.test(item);

/** Groups that come again and again are written once: `*(layer for _ in range(8) for layer in (…))`. */
function fold(items: readonly Expression[]): Expression[] {
  const texts = items.map(text);
  const folded: Expression[] = [];
  for (let at = 0; at < items.length; ) {
    let { period, times } = longestGroup(texts, at);
    const lead = texts.slice(at, at + period).findIndex(leads);
    if (lead > 0 && repeats(texts, at + lead, period) >= SHORTEST) {
      period = 1;
      times = 1;
    }
    const group = items.slice(at, at + period);
    folded.push(times === 1 ? group[0] : loop(group, times));
    at += period * times;
  }
  return folded;
}

/** Constructed in the same order as written out, so the same random numbers go to the same layers. */
function loop(group: readonly Expression[], times: number): Expression {
  const count = `for _ in range(${times})`;
  if (group.length === 1) return unpacked(group[0], count);
  return unpacked("layer", count, call("for layer in ", group));
}

/** `shape` is that of one row of the inputs. */
export function modelCode(layers: readonly LayerProgram[], shape: Shape): ModelCode {
  const writer = new Writer();
  const items = writer.layers(layers, shape);
  return { expression: tall(call("nn.Sequential", items)), definitions: writer.definitions };
}
