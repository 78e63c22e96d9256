/** nn.Module as a script uses it: called, walked through, frozen; what a call makes is the way of the data (Flow). */
import { ReadError, type Span } from "./problem.js";
import type { Flow, FlowItem, Layer, Param, Sequence, Way } from "./torch_values.js";
import { is, type Num, type Value } from "./values.js";

const parametric: Readonly<Record<string, string>> = {
  Linear: "bias",
  Conv1d: "bias",
  Conv2d: "bias",
  BatchNorm1d: "affine",
  BatchNorm2d: "affine",
  LayerNorm: "elementwise_affine",
};

export const isModule = (value: Value): boolean =>
  is(value, "layer") || is(value, "sequence") || (is(value, "instance") && rootOf(value) === "Module");

export function rootOf(value: Value): "Module" | "Optimizer" | null {
  if (!is(value, "instance")) return null;
  let base: typeof value.of.base = value.of;
  while (typeof base === "object" && base !== null) base = base.base;
  return base;
}

/** A module and all inside it, each once, in the order of registration. */
export function modulesOf(module: Value): Value[] {
  const seen = new Set<Value>();
  const visit = (one: Value): void => {
    if (seen.has(one) || !isModule(one)) return;
    seen.add(one);
    if (is(one, "sequence")) one.items.forEach(visit);
    else if (is(one, "instance")) one.fields.forEach(visit);
  };
  visit(module);
  return [...seen];
}

export const layersOf = (module: Value): Layer[] => modulesOf(module).filter((one): one is Layer => is(one, "layer"));

export function parametersOf(layer: Layer): Param[] {
  const switchable = parametric[layer.type];
  if (!switchable) return [];
  const off = layer.fields[switchable] === false;
  if (off && switchable !== "bias") return [];
  const names = off ? ["weight"] : ["weight", "bias"];
  return names.map((name) => ({ t: "param", layer, name }));
}

export const allParameters = (module: Value): Param[] => layersOf(module).flatMap(parametersOf);

export function startFlow(input: Value, at: Span): Flow {
  if (is(input, "flow")) {
    if (input.scale) throw new ReadError(at, "a layer cannot take what has been scaled");
    return input;
  }
  if (is(input, "tensor")) return { t: "flow", root: input, way: null, scale: null };
  throw new ReadError(at, "a layer takes a tensor");
}

export function through(flow: Flow, layer: Layer): Flow {
  return { t: "flow", root: flow.root, way: further(flow.way, { kind: "layer", layer }), scale: flow.scale };
}

/** Layers that are written as functions: F.relu(x), x.flatten(1). */
export function functional(type: string, fields: Record<string, unknown>, at: Span): Layer {
  return { t: "layer", type, fields, sizes: [], numbers: new Map(), init: {}, frozen: new Set(), at };
}

export function scaled(flow: Flow, by: Num, at: Span): Flow {
  if (flow.scale) throw new ReadError(at, "a block is scaled by one number");
  return { ...flow, scale: by };
}

const lengthOf = (way: Way | null): number => way?.length ?? 0;
const further = (before: Way | null, item: FlowItem): Way => ({ before, item, length: lengthOf(before) + 1 });

/** What was done to the data, from `start` on, in order. */
export function itemsOf({ way }: Flow, start: Way | null = null): FlowItem[] {
  const items: FlowItem[] = [];
  for (let at = way; at !== null && at !== start; at = at.before) items.push(at.item);
  return items.reverse();
}

/** `x + self.scale * self.block(x)`: the way is the same up to where the block begins. */
export function added(a: Flow, b: Flow, at: Span): Flow {
  const [short, long] = lengthOf(a.way) <= lengthOf(b.way) ? [a, b] : [b, a];
  const items = itemsOf(long, short.way);
  const begins = short.root.node === long.root.node && items.length === lengthOf(long.way) - lengthOf(short.way);
  if (!begins || short.scale || items.length === 0)
    throw new ReadError(at, "outputs can be added only as in a residual block: `x + scale * block(x)`");
  return { ...short, way: further(short.way, { kind: "residual", items, scale: long.scale, at }), scale: null };
}

/** model[2], model[-1], model[:3] */
export function at(sequence: Sequence, index: number, span: Span): Value {
  const found = sequence.items.at(index);
  if (found === undefined)
    throw new ReadError(span, `it has ${sequence.items.length} layers: the last is [${sequence.items.length - 1}]`);
  return found;
}
