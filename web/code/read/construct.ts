/** Layers, losses, optimizers and schedulers from their constructors' arguments, by the same table that prints them. */
import { signatures } from "../signatures.js";
import { didYouMean, nearest, ReadError, type Span } from "./problem.js";
import type { Layer } from "./torch_values.js";
import { type Args, described, type Value } from "./values.js";

const names = Object.keys(signatures);
export const losses = names.filter((name) => name.endsWith("Loss"));
export const schedulers = names.filter((name) => name.endsWith("LR"));
export const optimizers = names.filter((name) => ["SGD", "RMSprop", "Adam", "AdamW"].includes(name));
export const layers = names.filter((name) => ![...losses, ...schedulers, ...optimizers, "Residual"].includes(name));

/** Sizes of the input that a constructor is told first; the engine knows them from the layer before. */
const leading: Readonly<Record<string, string>> = {
  Linear: "in_features",
  Conv1d: "in_channels",
  Conv2d: "in_channels",
  BatchNorm1d: "num_features",
  BatchNorm2d: "num_features",
  LayerNorm: "normalized_shape",
};

/** Arguments that change nothing, where they have this value. */
const harmless: Readonly<Record<string, unknown>> = {
  inplace: undefined, // any
  reduction: "mean",
  dilation: 1,
  groups: 1,
  padding_mode: "zeros",
  track_running_stats: true,
  start_dim: 1,
  end_dim: -1,
  ceil_mode: false,
  amsgrad: false,
  maximize: false,
  last_epoch: -1,
  verbose: false,
  foreach: undefined,
};

/** How many arguments may stand without their name; PyTorch's order and ours part after them. */
const unnamed = (type: string): number => {
  if (optimizers.includes(type)) return 1;
  if (schedulers.includes(type)) return type === "OneCycleLR" ? 2 : 3;
  if (losses.includes(type)) return 0;
  return type in leading ? (type.startsWith("Conv") ? 5 : 4) : 3;
};

export type Made = Pick<Layer, "fields" | "numbers" | "sizes">;

/** A value as a field of a program. */
export function plain(value: Value, at: Span): unknown {
  if (value === null) return undefined;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (value.t === "num") return value.v;
  if (value.t === "list") return value.items.map((item) => plain(item, at));
  throw new ReadError(at, `a number is wanted here, not ${described(value)}`);
}

/** (3, 3) is 3 where a window has the same size in both directions. */
function windowed(name: string, value: unknown, at: Span): unknown {
  if (!Array.isArray(value) || !["kernel_size", "stride", "padding", "output_size"].includes(name)) return value;
  if (value.every((one) => one === value[0])) return value[0];
  throw new ReadError(at, `\`${name}\` must be the same in both directions in this lesson`);
}

/** `type` is a name of `signatures`; `called` is how the learner calls it: "nn.Linear". */
export function construct(type: string, called: string, args: Args): Made {
  const first = leading[type];
  const known = [...(first ? [first] : []), ...signatures[type].map(({ name }) => name)];
  const made: Made = { fields: {}, numbers: new Map(), sizes: [] };
  const given = new Map<string, Value>();
  args.positional.forEach((value, i) => {
    if (i >= Math.min(known.length, unnamed(type))) {
      const more = i < known.length ? `; give this one by its name: \`${known[i]}=\`` : "";
      throw new ReadError(args.at, `\`${called}\` takes no argument number ${i + 1} here${more}`);
    }
    given.set(known[i], value);
  });
  for (const [name, value] of args.named) {
    if (given.has(name)) throw new ReadError(args.at, `\`${called}\` is given \`${name}\` twice`);
    if (Object.hasOwn(harmless, name) && !known.includes(name)) {
      if (harmless[name] !== undefined && plain(value, args.at) !== harmless[name])
        throw new ReadError(
          args.at,
          `\`${name}\` of \`${called}\` has only one value in this lesson: ${harmless[name]}`,
        );
      continue;
    }
    if (!known.includes(name)) {
      const has = nearest(name, known) ? "" : known.length > 0 ? `; it has ${known.join(", ")}` : "; it has none";
      throw new ReadError(args.at, `\`${called}\` has no argument \`${name}\`${didYouMean(name, known)}${has}`);
    }
    given.set(name, value);
  }
  for (const [name, value] of given) {
    if (name === first) {
      if (typeof value !== "object" || value === null || (value.t !== "num" && value.t !== "list"))
        throw new ReadError(args.at, `\`${name}\` of \`${called}\` must be a number, not ${described(value)}`);
      made.sizes.push({ name, value });
      continue;
    }
    const field = windowed(name, plain(value, args.at), args.at);
    if (field !== undefined) made.fields[name] = field;
    if (typeof value === "object" && value?.t === "num" && value.at) made.numbers.set(name, value.at);
    if (typeof value === "object" && value?.t === "list")
      value.items.forEach((item, i) => {
        if (typeof item === "object" && item?.t === "num" && item.at) made.numbers.set(`${name}[${i}]`, item.at);
      });
  }
  const needed = [...(first ? [first] : []), ...signatures[type].filter(needs).map(({ name }) => name)];
  const missing = needed.filter((name) => !given.has(name));
  if (missing.length > 0)
    throw new ReadError(args.at, `\`${called}\` also needs ${missing.map((name) => `\`${name}\``).join(", ")}`);
  return made;
}

/** What PyTorch has no default for; an unset `stride` is one: undefined. */
const needs = (argument: { name: string; otherwise?: unknown; positional?: boolean }): boolean =>
  !("otherwise" in argument);
