/** Classes of a script: objects made of them, modules called, and the one optimizer class that is known. */
import { uncorrectedAdam } from "../optimizer.js";
import type { Machine } from "./machine.js";
import { method } from "./members.js";
import { startFlow, through } from "./modules.js";
import { parseScript } from "./parse.js";
import { ReadError, type Span } from "./problem.js";
import type { ClassNode } from "./syntax.js";
import { optimizer } from "./torch_objects.js";
import { type Args, type Class, type Instance, is, type Value } from "./values.js";

export function instantiate(type: Class, args: Args, machine: Machine): Value {
  if (type.base === "Optimizer") return ownOptimizer(type, args, machine);
  const made: Instance = { t: "instance", of: type, fields: new Map() };
  const start = method(made, "__init__");
  if (start !== undefined) machine.call(start, args.positional, args.named, args.at);
  else if (args.positional.length + args.named.size > 0)
    throw new ReadError(args.at, `\`${type.name}\` has no \`__init__\` that takes arguments`);
  return made;
}

/** The class without names, comments and places: two texts that do the same give the same. */
function essence({ body }: ClassNode): string {
  const code = body.filter((one) => !(one.kind === "expression" && one.value.kind === "text"));
  return JSON.stringify(code, (key, value) => (key === "from" || key === "to" || key === "at" ? undefined : value));
}

let known: string | null = null;

/** Own optimizers cannot run here; the script's own (optimizer.ts) is one that can. */
function ownOptimizer(type: Class, args: Args, machine: Machine): Value {
  known ??= essence(parseScript(uncorrectedAdam)[0] as ClassNode);
  if (essence(type.node) !== known)
    throw new ReadError(
      args.at,
      `the optimizer \`${type.name}\` cannot run in this lesson: it has those of \`torch.optim\`, and Adam without bias correction as the figures print it`,
    );
  return optimizer("Adam", type.name, args, machine, { bias_correction: false });
}

export function callModule(module: Value, input: Value, at: Span, machine: Machine): Value {
  if (is(input, "opaque")) return { t: "opaque" };
  machine.spend(1, at);
  if (is(input, "tensor")) return machine.remembered.through(module, input, () => called(module, input, at, machine));
  return called(module, input, at, machine);
}

function called(module: Value, input: Value, at: Span, machine: Machine): Value {
  if (is(module, "layer")) return through(startFlow(input, at), module);
  if (is(module, "sequence")) {
    if (module.list)
      throw new ReadError(at, "a `ModuleList` cannot be called: go through its layers with a `for` loop");
    return module.items.reduce((value: Value, item) => callModule(item, value, at, machine), startFlow(input, at));
  }
  if (!is(module, "instance")) throw new ReadError(at, "this is no model");
  const forward = method(module, "forward");
  if (forward === undefined) throw new ReadError(at, `\`${module.of.name}\` has no \`forward\``);
  return machine.call(forward, [input], new Map(), at);
}
