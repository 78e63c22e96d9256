/** `value.name`: the attributes and methods of everything a script can hold. */
import { loaders } from "../../figure/row_origin.js";
import type { Machine } from "./machine.js";
import { allParameters, isModule, layersOf, modulesOf, parametersOf } from "./modules.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { flowMember, tensorMember } from "./tensor_members.js";
import { memberOf } from "./torch.js";
import { type Layer, type Param, tensor } from "./torch_values.js";
import { described, host, is, type Kind, list, num, type Value } from "./values.js";

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
  const known = is(of, "token") && isRows(of.name) ? "; it has `data` and `target`" : "";
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
          if (holds(item, of)) throw new ReadError(span, "a model cannot be a part of itself");
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
  const plain: Value = { t: "opaque", ...(of.of ? { of: of.of } : {}) };
  if (["shape", "T", "grad", "data"].includes(name)) return plain;
  if (["item", "float", "double", "detach", "cpu", "numpy"].includes(name)) return host(name, () => of);
  const { result } = of;
  if (result?.what === "hits" && (name === "mean" || name === "sum"))
    return host(name, () => ({ ...of, result: { ...result, what: name === "mean" ? "accuracy" : "count" } }));
  return host(name, () => plain);
}

/** The number that a loss will have. */
export const lossResult = (loss: Kind<"loss">): Kind<"opaque"> => ({
  t: "opaque",
  result: { what: "loss", loss, factor: 1 },
});

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
  if (name === "item" || name === "detach")
    return host(name, () => (is(of, "loss") ? lossResult(of) : { t: "opaque" }));
  if (name === "sum" && is(of, "penalty")) return host(name, () => ({ ...of, summed: true }));
  return null;
}

/** Whether a module is another one, or has it among the layers that it calls one after the other. */
function holds(module: Value, other: Value): boolean {
  return module === other || (is(module, "sequence") && module.items.some((item) => holds(item, other)));
}

const isRows = (name: string): boolean =>
  name === "digits" || Object.values(loaders).some(({ variable }) => variable === name);

function tokenMember(of: Kind<"token">, name: string): Value | null {
  if (!isRows(of.name) || !["data", "target", ...(of.name === "digits" ? ["images"] : [])].includes(name)) return null;
  return tensor(`${of.name}.${name}`);
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
