/** `value.name`: the attributes and methods of everything a script can hold. */
import type { Machine } from "./machine.js";
import {
  allParameters,
  functional,
  isModule,
  layersOf,
  modulesOf,
  parametersOf,
  startFlow,
  through,
} from "./modules.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { argument, indexed, isTensorMethod, noSuchMethod, operation, rowsOf } from "./tensors.js";
import { memberOf } from "./torch.js";
import {
  type Args,
  described,
  type Flow,
  host,
  is,
  type Kind,
  type Layer,
  list,
  num,
  type Param,
  type Tensor,
  tensor,
  type Value,
} from "./values.js";

/** Layers that are methods of a tensor. */
const flowLayers: Readonly<Record<string, string>> = {
  relu: "ReLU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  flatten: "Flatten",
};

export function member(of: Value, name: string, at: Span, machine: Machine): Value {
  if (is(of, "space")) return memberOf(of.name, name, at, machine);
  if (isModule(of)) return moduleMember(of, name, at, machine);
  if (is(of, "instance")) return instanceMember(of, name, at);
  if (is(of, "opaque")) return opaqueMember(of, name);
  const found =
    (is(of, "tensor") && tensorMember(of, name, at, machine)) ||
    (is(of, "flow") && flowMember(of, name, at)) ||
    (is(of, "param") && paramMember(of, name)) ||
    (is(of, "optimizer") && optimizerMember(of, name, machine)) ||
    (is(of, "scheduler") && schedulerMember(of, name, machine)) ||
    (is(of, "generator") && generatorMember(of, name)) ||
    ((is(of, "loss") || is(of, "penalty")) && lossMember(of, name, machine)) ||
    (is(of, "token") && tokenMember(of, name)) ||
    (is(of, "list") && listMember(of, name, machine)) ||
    (is(of, "loader") && name === "dataset" && of.data);
  if (found) return found;
  const known = is(of, "token") && of.name === "digits" ? "; it has `data` and `target`" : "";
  throw new ReadError(at, `${described(of)} has no \`${name}\` in this lesson${known}`);
}

function moduleMember(of: Value, name: string, at: Span, machine: Machine): Value {
  if (is(of, "instance")) {
    const own = of.fields.get(name) ?? method(of, name);
    if (own !== undefined) return own;
    if (name === "__init__") return host(name, () => null);
  }
  switch (name) {
    case "parameters":
      return host(name, () => list(allParameters(of)));
    case "named_parameters":
      return host(name, () => list(allParameters(of).map((one) => list([one.name, one], true))));
    case "modules":
      return host(name, () => list(modulesOf(of)));
    case "children":
      return host(name, () => list(is(of, "sequence") ? of.items : modulesOf(of).slice(1)));
    case "train":
    case "eval":
      return host(name, ({ positional: [on] }) => {
        machine.recorder.evaluating = name === "eval" || on === false;
        return of;
      });
    case "to":
    case "cpu":
    case "double":
    case "float":
      return host(name, () => of);
    case "zero_grad":
      return host(name, () => null);
    case "requires_grad_":
      return host(name, ({ positional: [on], named }) => {
        const wanted = on ?? named.get("requires_grad") ?? true;
        for (const layer of layersOf(of))
          for (const parameter of parametersOf(layer)) freeze(parameter, wanted === false);
        return of;
      });
    case "apply":
      throw new ReadError(
        at,
        "`apply` is not available in this lesson: go through `model.modules()` with a `for` loop",
      );
    case "weight":
    case "bias":
      if (is(of, "layer")) return parameterOf(of, name, at);
      break;
    case "append":
      if (is(of, "sequence"))
        return host(name, ({ positional: [item], at: span }) => {
          if (item === undefined || !isModule(item))
            throw new ReadError(span, "only a layer can be appended to a model");
          of.items.push(item);
          return of;
        });
  }
  if (is(of, "layer")) {
    if (of.fields[name] !== undefined && typeof of.fields[name] === "number") return num(of.fields[name] as number);
    const size = of.sizes.find((one) => one.name === name);
    if (size) return size.value;
  }
  const known = is(of, "instance")
    ? [...of.fields.keys(), ...of.of.members.keys()]
    : ["parameters", "modules", "train", "eval"];
  throw new ReadError(at, `${described(of)} has no \`${name}\` here${didYouMean(name, known)}`);
}

function parameterOf(layer: Layer, name: string, at: Span): Value {
  const found = parametersOf(layer).find((one) => one.name === name);
  if (found) return found;
  if (name === "bias" && parametersOf(layer).length > 0) return null;
  throw new ReadError(at, `\`nn.${layer.type}\` has no \`${name}\``);
}

export function freeze({ layer, name }: Param, frozen: boolean): void {
  if (frozen) layer.frozen.add(name);
  else layer.frozen.delete(name);
}

/** A method of an instance, found along its classes, bound to it. */
export function method(of: Kind<"instance">, name: string): Value | undefined {
  for (let type: Kind<"class"> | null = of.of; type; type = typeof type.base === "object" ? type.base : null) {
    const found = type.members.get(name);
    if (is(found, "function")) return { t: "bound", self: of, func: found };
    if (found !== undefined) return found;
  }
  return undefined;
}

function instanceMember(of: Kind<"instance">, name: string, at: Span): Value {
  const found = of.fields.get(name) ?? method(of, name);
  if (found !== undefined) return found;
  if (name === "__init__") return host(name, () => null);
  throw new ReadError(at, `it has no \`${name}\`${didYouMean(name, [...of.fields.keys(), ...of.of.members.keys()])}`);
}

function opaqueMember(of: Kind<"opaque">, name: string): Value {
  if (["shape", "T", "grad", "data"].includes(name)) return of;
  return host(name, () => of);
}

function tensorMember(of: Tensor, name: string, at: Span, machine: Machine): Value {
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

function flowMember(of: Flow, name: string, at: Span): Value {
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
    return host(name, () => ({ t: "opaque", of }));
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

function paramMember(of: Param, name: string): Value | null {
  if (name === "requires_grad") return !of.layer.frozen.has(of.name);
  if (name === "data" || name === "grad") return of;
  if (name === "square") return host(name, () => squared(of));
  if (name === "pow") return host(name, (args) => power(of, args.positional[0], args.at));
  if (name === "requires_grad_")
    return host(name, ({ positional: [on] }) => {
      freeze(of, on === false);
      return of;
    });
  if (["numel", "norm", "item", "mean", "std", "abs", "sum", "detach", "size"].includes(name))
    return host(name, () => ({ t: "opaque" }));
  return null;
}

/** Σw² on the way: sum() makes it a number. */
const squared = (of: Param): Value => ({ t: "penalty", factor: num(1), params: [of], summed: false });

export function power(of: Param, exponent: Value | undefined, at: Span): Value {
  if (is(exponent, "num") && exponent.v === 2) return squared(of);
  throw new ReadError(at, "the lesson's penalty is made of squares: `w.square().sum()`");
}

function optimizerMember(of: Kind<"optimizer">, name: string, machine: Machine): Value | null {
  if (name === "zero_grad")
    return host(name, () => {
      machine.recorder.zero();
      return null;
    });
  if (name === "step")
    return host(name, (args) => {
      machine.recorder.step(of, args.at);
      return null;
    });
  return null;
}

function schedulerMember(of: Kind<"scheduler">, name: string, machine: Machine): Value | null {
  if (name === "step")
    return host(name, (args) => {
      machine.recorder.schedule(of, args.at);
      return null;
    });
  if (name === "get_last_lr") return host(name, () => list([{ t: "opaque" }]));
  return null;
}

function generatorMember(of: Kind<"generator">, name: string): Value | null {
  if (name !== "manual_seed") return null;
  return host(name, ({ positional: [seed], at }) => {
    if (!is(seed, "num") && !is(seed, "sym")) throw new ReadError(at, "`manual_seed` takes a whole number");
    of.seed = seed;
    of.draws = 0;
    return of;
  });
}

function lossMember(of: Kind<"loss"> | Kind<"penalty">, name: string, machine: Machine): Value | null {
  if (name === "backward")
    return host(name, (args) => {
      machine.recorder.backward(of, args.at);
      return null;
    });
  if (name === "item" || name === "detach") return host(name, () => ({ t: "opaque" }));
  if (name === "sum" && is(of, "penalty")) return host(name, () => ({ ...of, summed: true }));
  return null;
}

function tokenMember(of: Kind<"token">, name: string): Value | null {
  if (of.name !== "digits" || !["data", "target", "images"].includes(name)) return null;
  return tensor(`digits.${name}`);
}

function listMember(of: Kind<"list">, name: string, machine: Machine): Value | null {
  if (of.tuple) return null;
  if (name === "append")
    return host(name, ({ positional: [item], at }) => {
      machine.spend(1, at);
      of.items.push(item ?? null);
      return null;
    });
  if (name === "extend")
    return host(name, ({ positional: [items], at }) => {
      of.items.push(...machine.iterate(items ?? null, at));
      return null;
    });
  return null;
}

/** `x[…] = …` on rows that are gone through: what is written becomes part of the whole they are rows of. */
export function assignRow(
  of: Tensor,
  items: readonly { value: Value; slice?: readonly [Value, Value] }[],
  value: Value,
  at: Span,
): void {
  const place = indexed(of, items, at).node;
  const whole = of.base ?? of;
  whole.node = { op: "assigned", args: [whole.node, place, argument(value, at)] };
}
