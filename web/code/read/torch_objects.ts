/** What the calls of torch make that is no layer: tensors from numbers, data sets and loaders, optimizers, clipping, initialization. */
import { construct, plain } from "./construct.js";
import type { Machine } from "./machine.js";
import { didYouMean, ReadError } from "./problem.js";
import { operation, rowsOf } from "./tensors.js";
import { type Optimizer, type Param, type Tensor, tensor } from "./torch_values.js";
import { type Args, described, is, type Kind, list, num, type Value } from "./values.js";

/** What an initializer's arguments are called where they stand without names. */
const initArguments: Readonly<Record<string, readonly string[]>> = {
  uniform_: ["a", "b"],
  normal_: ["mean", "std"],
  constant_: ["val"],
  xavier_uniform_: ["gain"],
  xavier_normal_: ["gain"],
  kaiming_uniform_: ["a", "mode", "nonlinearity"],
  kaiming_normal_: ["a", "mode", "nonlinearity"],
};

export function initialize(name: string, full: string, args: Args): Value {
  const [parameter, ...rest] = args.positional;
  if (!is(parameter, "param")) throw new ReadError(args.at, `\`${full}\` takes a layer's weight or bias first`);
  const known = initArguments[name] ?? [];
  const given: Record<string, unknown> = {};
  rest.forEach((value, i) => {
    if (known[i] === undefined) throw new ReadError(args.at, `\`${full}\` takes fewer arguments`);
    given[known[i]] = plain(value, args.at);
  });
  for (const [key, value] of args.named) {
    if (!known.includes(key))
      throw new ReadError(args.at, `\`${full}\` has no argument \`${key}\`${didYouMean(key, known)}`);
    given[key] = plain(value, args.at);
  }
  parameter.layer.init[parameter.name] = Object.keys(given).length === 0 ? name : { name, ...given };
  return parameter;
}

export function clip({ positional, named, at }: Args, machine: Machine): Value {
  const maxNorm = positional[1] ?? named.get("max_norm");
  const normType = positional[2] ?? named.get("norm_type") ?? null;
  if (!is(maxNorm, "num")) throw new ReadError(at, "`clip_grad_norm_` takes the parameters and `max_norm`, a number");
  machine.recorder.clip({ maxNorm, normType: is(normType, "num") ? normType : null, at });
  return { t: "opaque" };
}

export function optimizer(
  type: string,
  full: string,
  args: Args,
  machine: Machine,
  more: Record<string, unknown> = {},
): Optimizer {
  const [first, ...rest] = args.positional;
  const named = new Map(args.named);
  const params = first ?? named.get("params");
  named.delete("params");
  if (params === undefined || params === null)
    throw new ReadError(args.at, `\`${full}\` takes the parameters first: \`model.parameters()\``);
  const items = machine.iterate(params, args.at);
  for (const item of items)
    if (!is(item, "param") && !is(item, "tensor"))
      throw new ReadError(
        args.at,
        `\`${full}\` takes parameters first; groups with own settings are not available in this lesson`,
      );
  const { fields, numbers } = construct(type, full, { positional: rest, named, at: args.at });
  return {
    t: "optimizer",
    type,
    fields: { ...fields, ...more },
    numbers,
    params: items as (Param | Tensor)[],
    at: args.at,
  };
}

export function tensorOf({ positional: [value], named, at }: Args): Value {
  const dtype = named.get("dtype");
  const type = is(dtype, "token") ? dtype.name : null;
  const node = is(value, "tensor") ? value.node : null;
  if (!node && !is(value, "list") && !is(value, "num"))
    throw new ReadError(at, `\`torch.tensor\` takes numbers, not ${described(value ?? null)}`);
  const plainTensor: Tensor = node
    ? { t: "tensor", node }
    : operation("tensor", { positional: [value], named: new Map(), at });
  const typed = type === "float32" || type === "float" ? tensor("float", plainTensor.node) : plainTensor;
  return named.get("requires_grad") === true ? { ...typed, leaf: true } : typed;
}

export function tensorDataset({ positional, at }: Args): Value {
  const tensors = positional.filter((one): one is Tensor => is(one, "tensor"));
  if (tensors.length !== 2 || positional.length !== 2)
    throw new ReadError(at, "`TensorDataset` takes the inputs and the targets");
  return { t: "dataset", tensors };
}

export function dataLoader({ positional, named, at }: Args): Value {
  const data = positional[0] ?? named.get("dataset");
  const size = positional[1] ?? named.get("batch_size") ?? num(1);
  const shuffle = positional[2] ?? named.get("shuffle") ?? false;
  for (const key of named.keys())
    if (!["dataset", "batch_size", "shuffle", "drop_last", "generator", "num_workers", "pin_memory"].includes(key))
      throw new ReadError(at, `\`DataLoader\`'s \`${key}\` is not available in this lesson`);
  if (!is(data, "dataset")) throw new ReadError(at, "`DataLoader` takes a `TensorDataset(inputs, targets)`");
  if (!is(size, "num") || !(size.v >= 1)) throw new ReadError(at, "`batch_size` must be a whole number above 0");
  return { t: "loader", data, size, shuffle: shuffle === true, dropLast: named.get("drop_last") === true, at };
}

/** One epoch of a loader: pairs of inputs and targets. */
export function batchesOf(loader: Kind<"loader">): Value[] {
  const rows = rowsOf(loader.data.tensors[0].node);
  const count = rows?.t === "num" ? rows.v / loader.size.v : 1;
  const whole = Math.min(2000, loader.dropLast ? Math.floor(count) : Math.ceil(count));
  const order = tensor("loaded", loader.shuffle, loader.dropLast);
  return Array.from({ length: whole }, (_, i) => {
    const chosen = tensor("batch", order.node, loader.size, num(i));
    return list(
      loader.data.tensors.map((one) => tensor("index", one.node, chosen.node)),
      true,
    );
  });
}
