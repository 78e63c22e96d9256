/** The attributes and methods of the two kinds of tensors: those of the data, and those that flow through the layers. */
import type { Machine } from "./machine.js";
import { functional, startFlow, through } from "./modules.js";
import { ReadError, type Span } from "./problem.js";
import { argument, indexed, isTensorMethod, noSuchMethod, operation, type Part, rowsOf } from "./tensors.js";
import { type Flow, type Tensor, tensor } from "./torch_values.js";
import { type Args, host, is, list, num, type Value } from "./values.js";

/** Layers that are methods of a tensor. */
const flowLayers: Readonly<Record<string, string>> = {
  relu: "ReLU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  flatten: "Flatten",
};

export function tensorMember(of: Tensor, name: string, at: Span, machine: Machine): Value {
  if (name === "shape") return shapeOf(of, at);
  if (name === "T") return operation("t", { positional: [], named: new Map(), at }, of);
  if (name === "grad" || name === "data") return { t: "opaque" };
  if (name === "backward")
    return host(name, (args) => {
      machine.recorder.backward(of, args.at);
      return null;
    });
  if (["item", "tolist", "numpy"].includes(name)) return host(name, () => ({ t: "opaque" }));
  if (!isTensorMethod(name)) throw noSuchMethod(name, at);
  return host(name, (args) => {
    if (name === "split") return list(split(of, args, machine));
    if (name === "size" || name === "numel" || name === "dim")
      return is(args.positional[0], "num") && args.positional[0].v === 0 ? length(of, args.at) : { t: "opaque" };
    if (name === "requires_grad_") return { ...of, leaf: args.positional[0] !== false };
    return operation(name, args, of);
  });
}

function shapeOf(of: Tensor, at: Span): Value {
  const rows = rowsOf(of.node);
  if (!rows) throw new ReadError(at, "this tensor's shape is not known before it runs; write the number");
  return list([rows], true);
}

export function length(of: Tensor, at: Span): Value {
  const rows = rowsOf(of.node);
  if (!rows) throw new ReadError(at, "this tensor's length is not known before it runs; write the number");
  return rows;
}

/** `order.split(64)`: each a batch of the order, by its number. */
function split(of: Tensor, { positional: [size], named, at }: Args, machine: Machine): Tensor[] {
  const length = size ?? named.get("split_size");
  if (!is(length, "num") || !(length.v >= 1) || !Number.isInteger(length.v))
    throw new ReadError(at, "`split` takes the size of a batch, a whole number above 0");
  const rows = rowsOf(of.node);
  if (rows?.t !== "num") throw new ReadError(at, "how many rows there are to split is not known");
  const count = Math.ceil(rows.v / length.v);
  machine.spend(count, at);
  return Array.from({ length: count }, (_, i) => tensor("batch", of.node, length, num(i)));
}

export function flowMember(of: Flow, name: string, at: Span): Value {
  if (name in flowLayers)
    return host(name, (args) => {
      const first = args.positional[0] ?? args.named.get("start_dim");
      if (name === "flatten" && !(is(first, "num") && first.v === 1))
        throw new ReadError(args.at, "`flatten` keeps the rows: write `x.flatten(1)`");
      return through(startFlow(of, args.at), functional(flowLayers[name], {}, args.at));
    });
  if (
    [
      "item",
      "argmax",
      "softmax",
      "max",
      "sum",
      "mean",
      "detach",
      "squeeze",
      "float",
      "numpy",
      "sigmoid",
      "exp",
    ].includes(name)
  )
    return host(name, () => ({
      t: "opaque",
      of,
      ...(name === "argmax" ? { result: { what: "classes", flow: of } } : {}),
    }));
  if (name === "size" || name === "shape") {
    const rows: Value = is(of.root, "tensor") ? (rowsOf(of.root.node) ?? { t: "opaque", of }) : { t: "opaque" };
    return name === "size" ? host(name, () => rows) : list([rows], true);
  }
  if (name === "view" || name === "reshape")
    return host(name, (args) => {
      const last = args.positional.at(-1);
      if (args.positional.length === 2 && is(last, "num") && last.v === -1)
        return through(startFlow(of, args.at), functional("Flatten", {}, args.at));
      throw new ReadError(args.at, `between layers \`${name}\` can only flatten: write \`x.flatten(1)\``);
    });
  throw new ReadError(at, `an output's \`${name}\` is not available in this lesson`);
}

/** `x[…] = …` on rows that are gone through: what is written becomes part of the whole they are rows of. */
export function assignRow(of: Tensor, items: readonly Part[], value: Value, at: Span): void {
  const place = indexed(of, items, at).node;
  const whole = of.base ?? of;
  whole.node = { op: "assigned", args: [whole.node, place, argument(value, at)] };
}
