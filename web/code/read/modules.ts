/** nn.Module as a script uses it: called, walked through, frozen; what a call makes is the way of the data (Flow). */
import { ReadError, type Span } from "./problem.js";
import { type Flow, type FlowItem, is, type Layer, type Num, type Param, type Sequence, type Value } from "./values.js";

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
export function modulesOf(module: Value, seen = new Set<Value>()): Value[] {
  if (seen.has(module) || !isModule(module)) return [];
  seen.add(module);
  const inner = is(module, "sequence") ? module.items : is(module, "instance") ? [...module.fields.values()] : [];
  return [module, ...inner.flatMap((one) => modulesOf(one, seen))];
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
  if (is(input, "tensor")) return { t: "flow", root: input, items: [], scale: null };
  throw new ReadError(at, "a layer takes a tensor");
}

export function through(flow: Flow, layer: Layer): Flow {
  return { ...flow, items: [...flow.items, { kind: "layer", layer }] };
}

/** Layers that are written as functions: F.relu(x), x.flatten(1). */
export function functional(type: string, fields: Record<string, unknown>, at: Span): Layer {
  return { t: "layer", type, fields, sizes: [], numbers: new Map(), init: {}, frozen: new Set(), at };
}

export function scaled(flow: Flow, by: Num, at: Span): Flow {
  if (flow.scale) throw new ReadError(at, "a block is scaled by one number");
  return { ...flow, scale: by };
}

/** `x + self.scale * self.block(x)`: the way is the same up to where the block begins. */
export function added(a: Flow, b: Flow, at: Span): Flow {
  const [short, long] = a.items.length <= b.items.length ? [a, b] : [b, a];
  const begins = short.root.node === long.root.node && short.items.every((item, i) => item === long.items[i]);
  if (!begins || short.scale || short.items.length === long.items.length)
    throw new ReadError(at, "outputs can be added only as in a residual block: `x + scale * block(x)`");
  const items = long.items.slice(short.items.length);
  const residual: FlowItem = { kind: "residual", items, scale: long.scale, at };
  return { ...short, items: [...short.items, residual], scale: null };
}

/** model[2], model[-1], model[:3] */
export function at(sequence: Sequence, index: number, span: Span): Value {
  const found = sequence.items.at(index);
  if (found === undefined)
    throw new ReadError(span, `it has ${sequence.items.length} layers: the last is [${sequence.items.length - 1}]`);
  return found;
}
