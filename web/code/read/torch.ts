/** The parts of torch, math and sklearn that a lesson has, by their full names. */
import { loaders } from "../../figure/row_origin.js";
import { construct, layers, losses, optimizers, schedulers } from "./construct.js";
import type { Machine } from "./machine.js";
import { functional, isModule, startFlow, through } from "./modules.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { elementwise, operation } from "./tensors.js";
import { clip, dataLoader, initialize, optimizer, tensorDataset, tensorOf } from "./torch_objects.js";
import type { Flow, Loss, Sequence } from "./torch_values.js";
import { type Args, described, host, is, type Kind, type Num, num, type Value } from "./values.js";

const initializers = [
  "uniform_",
  "normal_",
  "constant_",
  "zeros_",
  "ones_",
  "xavier_uniform_",
  "xavier_normal_",
  "kaiming_uniform_",
  "kaiming_normal_",
];
const draws = ["rand", "randn", "randint", "randperm"];
const made = [
  "zeros",
  "ones",
  "arange",
  "stack",
  "cat",
  "where",
  "tensor",
  "linspace",
  "as_tensor",
  "from_numpy",
  "zeros_like",
  "ones_like",
  "full",
];
const functionLayers: Readonly<Record<string, string>> = {
  relu: "ReLU",
  leaky_relu: "LeakyReLU",
  elu: "ELU",
  gelu: "GELU",
  silu: "SiLU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  softmax: "Softmax",
  flatten: "Flatten",
};
const functionLosses: Readonly<Record<string, string>> = {
  cross_entropy: "CrossEntropyLoss",
  mse_loss: "MSELoss",
  l1_loss: "L1Loss",
  huber_loss: "HuberLoss",
  binary_cross_entropy_with_logits: "BCEWithLogitsLoss",
};
const dtypes = ["float32", "float64", "float", "long", "int64", "int32", "double", "bool"];

/** Every module of Python that can be imported, with what it has here. */
export const spaces: Readonly<Record<string, readonly string[]>> = {
  torch: [
    "nn",
    "optim",
    "utils",
    "manual_seed",
    "Generator",
    "no_grad",
    "inference_mode",
    "set_grad_enabled",
    "flatten",
    ...draws,
    ...made,
    ...elementwise,
    ...dtypes,
    "Tensor",
  ],
  "torch.nn": ["Module", "Sequential", "ModuleList", "Identity", "init", "utils", "functional", ...layers, ...losses],
  "torch.nn.init": initializers,
  "torch.nn.utils": ["clip_grad_norm_"],
  "torch.nn.functional": [...Object.keys(functionLayers), ...Object.keys(functionLosses), "one_hot"],
  "torch.optim": [...optimizers, "Optimizer", "lr_scheduler"],
  "torch.optim.lr_scheduler": schedulers,
  "torch.utils": ["data"],
  "torch.utils.data": ["DataLoader", "TensorDataset"],
  math: ["pi", "e", "inf", "sqrt", "exp", "log", "cos", "sin", "floor", "ceil"],
  sklearn: ["datasets"],
  "sklearn.datasets": ["load_digits", ...Object.keys(loaders)],
};

/** How a learner calls it: `torch.nn.Linear` is `nn.Linear`. */
const prefixes = new Map(
  Object.keys(spaces).map((space) => [
    space,
    space
      .replace(/^torch\.nn/, "nn")
      .replace("nn.functional", "F")
      .replace("torch.optim.lr_scheduler", "lr_scheduler"),
  ]),
);
const called = (space: string, name: string): string => `${prefixes.get(space)}.${name}`;

export function isSpace(name: string): boolean {
  return name in spaces;
}

/** Their values, which thousands of layers ask for. */
const inner = new Map<string, Map<string, Value>>(Object.keys(spaces).map((space) => [space, new Map()]));
for (const name of Object.keys(spaces)) {
  const dot = name.lastIndexOf(".");
  if (dot > 0) inner.get(name.slice(0, dot))?.set(name.slice(dot + 1), { t: "space", name });
}

export function memberOf(space: string, name: string, at: Span, machine: Machine): Value {
  const within = inner.get(space)?.get(name);
  if (within !== undefined) return within;
  if (!spaces[space].includes(name)) {
    // Of nn everything is a layer to the learner.
    const has = space === "torch.nn" ? [...layers, ...losses] : spaces[space];
    const hint = didYouMean(name, has, `${called(space, "")}`);
    throw new ReadError(
      at,
      `\`${called(space, name)}\` is not available in this lesson${hint || `; it has ${has.slice(0, 40).join(", ")}`}`,
    );
  }
  return make(space, name, machine);
}

function make(space: string, name: string, machine: Machine): Value {
  const full = called(space, name);
  switch (space) {
    case "torch":
      return torch(name, machine);
    case "torch.nn":
      return nn(name, full, machine);
    case "torch.nn.init":
      return host(full, (args) => initialize(name, full, args));
    case "torch.nn.utils":
      return host(full, (args) => clip(args, machine));
    case "torch.nn.functional":
      if (name === "one_hot") return host(full, (args) => operation(name, args));
      return name in functionLosses
        ? host(full, (args) => {
            const [outputs, targets, ...rest] = args.positional;
            const type = functionLosses[name];
            const { fields, numbers } = construct(type, full, { ...args, positional: rest });
            return lossOf({ t: "criterion", type, fields, numbers, at: args.at }, outputs, targets, args.at, machine);
          })
        : host(full, (args) => layerFunction(name, args));
    case "torch.optim":
      if (name === "Optimizer") return { t: "token", name: "Optimizer" };
      return host(full, (args) => optimizer(name, full, args, machine));
    case "torch.optim.lr_scheduler":
      return host(full, (args) => {
        const [first, ...rest] = args.positional;
        if (!is(first, "optimizer")) throw new ReadError(args.at, `\`${full}\` takes the optimizer first`);
        const { fields, numbers } = construct(name, full, { ...args, positional: rest });
        return { t: "scheduler", type: name, fields, numbers, optimizer: first, at: args.at };
      });
    case "torch.utils.data":
      return name === "TensorDataset" ? host(full, tensorDataset) : host(full, dataLoader);
    case "math":
      return mathematics(name);
    default:
      return host(full, () => ({ t: "token", name: loaders[name]?.variable ?? "digits" }));
  }
}

function torch(name: string, machine: Machine): Value {
  if (dtypes.includes(name) || name === "Tensor") return { t: "token", name };
  switch (name) {
    case "manual_seed":
      return host("torch.manual_seed", ({ positional: [seed], at }) => {
        if (!is(seed, "num")) throw new ReadError(at, "`torch.manual_seed` takes a whole number");
        if (machine.recorder.drawn > 0)
          throw new ReadError(at, "`torch.manual_seed` comes before the model: its weights are drawn when it is made");
        machine.recorder.seed = seed;
        return null;
      });
    case "Generator":
      return host("torch.Generator", () => ({ t: "generator", seed: num(67280421310721), draws: 0 }));
    case "no_grad":
    case "inference_mode":
    case "set_grad_enabled":
      return host(`torch.${name}`, () => ({ t: "token", name: "no_grad" }));
    case "tensor":
    case "as_tensor":
    case "from_numpy":
      return host(`torch.${name}`, tensorOf);
  }
  return host(`torch.${name}`, (args) => {
    const [first] = args.positional;
    if (is(first, "flow") && name in functionLayers) return layerFunction(name, args);
    if (is(first, "tensor") && elementwise.includes(name))
      return operation(name, { ...args, positional: args.positional.slice(1) }, first);
    if (is(first, "tensor") && name === "flatten")
      return operation(name, { ...args, positional: args.positional.slice(1) }, first);
    if (is(first, "opaque") || is(first, "flow")) return { t: "opaque", ...(is(first, "flow") ? { of: first } : {}) };
    if (!draws.includes(name)) return operation(name, args);
    if (!args.named.has("generator")) machine.recorder.globalDraws.push(args.at);
    return operation(name, args);
  });
}

function nn(name: string, full: string, machine: Machine): Value {
  if (name === "Module") return { t: "token", name: "Module" };
  if (name === "Sequential" || name === "ModuleList" || name === "Identity")
    return host(full, (args): Sequence => {
      const items =
        name === "ModuleList"
          ? args.positional.flatMap((one) => machine.iterate(one, args.at))
          : name === "Identity"
            ? []
            : args.positional;
      for (const item of items)
        if (!isModule(item))
          throw new ReadError(
            args.at,
            `\`${full}\` takes layers, not ${described(item)}${is(item, "list") ? "; put a * before it to unpack it" : ""}`,
          );
      return { t: "sequence", items, list: name === "ModuleList" };
    });
  return host(full, (args): Value => {
    const { fields, numbers, sizes } = construct(name, full, args);
    if (losses.includes(name)) return { t: "criterion", type: name, fields, numbers, at: args.at };
    machine.layerMade(args.at);
    return { t: "layer", type: name, fields, numbers, sizes, init: {}, frozen: new Set(), at: args.at };
  });
}

function layerFunction(name: string, args: Args): Flow {
  const [input, ...rest] = args.positional;
  const flow = startFlow(input, args.at);
  const type = functionLayers[name];
  const { fields } = construct(type, `F.${name}`, { ...args, positional: name === "flatten" ? [] : rest });
  return through(flow, functional(type, fields, args.at));
}

export function lossOf(
  criterion: Kind<"criterion">,
  outputs: Value,
  targets: Value,
  at: Span,
  machine: Machine,
): Value {
  if (is(outputs, "opaque") || is(targets, "opaque")) return { t: "opaque" };
  if (!is(outputs, "flow"))
    throw new ReadError(at, "a loss function takes the model's outputs first, then the targets");
  if (outputs.scale) throw new ReadError(at, "the model's outputs cannot be scaled in this lesson");
  if (!is(targets, "tensor"))
    throw new ReadError(at, `the targets must be a tensor, not ${described(targets ?? null)}`);
  machine.recorder.compared.push({ flow: outputs, targets: targets.node });
  const loss: Loss = { t: "loss", criterion, flow: outputs, targets: targets.node, penalty: null, at };
  return loss;
}

function mathematics(name: string): Value {
  const constants: Record<string, number> = { pi: Math.PI, e: Math.E, inf: Number.POSITIVE_INFINITY };
  if (name in constants) return num(constants[name], true);
  return host(`math.${name}`, ({ positional: [value], at }): Num => {
    if (!is(value, "num")) throw new ReadError(at, `\`math.${name}\` takes a number`);
    const result = (Math as unknown as Record<string, (x: number) => number>)[name](value.v);
    if (Number.isNaN(result)) throw new ReadError(at, `\`math.${name}\` has no value here`);
    return num(result, name !== "floor" && name !== "ceil");
  });
}
