/** Tensors as expression trees: their methods, how many rows they have, and what of theirs can be known. */
import { loaders } from "../../figure/row_origin.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import type { Node, NodeArgument, Tensor } from "./torch_values.js";
import { type Args, type Num, num, type Sym, type Value } from "./values.js";

/** Methods that give a tensor and take none or plain arguments; the same names stand in torch. */
export const elementwise = [
  "cos",
  "sin",
  "tan",
  "exp",
  "log",
  "sqrt",
  "abs",
  "square",
  "tanh",
  "sigmoid",
  "relu",
  "sign",
];
const shaped = ["view", "reshape", "unsqueeze", "squeeze", "flatten", "repeat", "permute", "transpose", "t", "expand"];
const reduced = ["mean", "sum", "argmax", "max", "min", "std", "norm"];
const typed: Record<string, string> = { float: "float", double: "float", long: "long", int: "long", bool: "bool" };
const same = ["clone", "detach", "contiguous", "cpu"];
const methods = [
  ...elementwise,
  ...shaped,
  ...reduced,
  ...Object.keys(typed),
  ...same,
  "pow",
  "clamp",
  "to",
  "size",
  "dim",
  "split",
  "chunk",
  "cumsum",
  "numel",
  "type",
  "requires_grad_",
];

export const isTensorMethod = (name: string): boolean => methods.includes(name);
export const tensorMethods = methods;

/** A value as an argument of a node; lists stay lists. */
export function argument(value: Value, at: Span): NodeArgument {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (value.t === "num" || value.t === "sym") return value;
  if (value.t === "tensor") return value.node;
  if (value.t === "list") return value.items.map((item) => argument(item, at));
  if (value.t === "generator") return { op: "draw", args: [value.seed, num(value.draws++)] };
  if (value.t === "token") return value.name;
  throw new ReadError(at, "a tensor cannot be calculated with this");
}

const named = ({ named }: Args, at: Span): NodeArgument[] =>
  [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [`${name}=`, argument(value, at)]);

/** `torch.<name>(…)` or `x.<name>(…)` as a node; the tensor itself comes first. */
export function operation(name: string, args: Args, self?: Tensor): Tensor {
  const op = typed[name] ?? (name === "reshape" ? "view" : name);
  const positional = args.positional.map((value) => argument(value, args.at));
  if (same.includes(op) && self) return self;
  // view((a, b)) is view(a, b).
  const flat =
    (op === "view" || op === "rand" || op === "randn" || op === "zeros" || op === "ones") &&
    positional.length === 1 &&
    Array.isArray(positional[0])
      ? (positional[0] as NodeArgument[])
      : positional;
  // x.to(torch.float32) and x.float() are one.
  if (op === "to" && self)
    return operation(
      flat[0] === "float32" ? "float" : flat[0] === "int64" ? "long" : "to",
      { ...args, positional: [], named: new Map() },
      self,
    );
  if (op === "stack" || op === "cat") {
    const [what, dim] = [flat[0], flat[1] ?? dimOf(args) ?? num(0)];
    return { t: "tensor", node: { op, args: [what, dim] } };
  }
  if (op === "unsqueeze" || op === "argmax") {
    const dim = flat[0] ?? dimOf(args) ?? null;
    if (dim !== null && self) return { t: "tensor", node: { op, args: [self.node, dim] } };
  }
  return { t: "tensor", node: { op, args: [...(self ? [self.node] : []), ...flat, ...named(args, args.at)] } };
}

const dimOf = ({ named, at }: Args): NodeArgument | undefined => {
  const dim = named.get("dim");
  return dim === undefined ? undefined : argument(dim, at);
};

/** Number ∘ number, where one of them may not be known yet. */
export function symbolic(op: string, left: Num | Sym, right: Num | Sym): Sym {
  return { t: "sym", op, args: [left, right] };
}

const isNode = (argument: NodeArgument | undefined): argument is Node =>
  typeof argument === "object" && argument !== null && "op" in argument && !("t" in argument);
const isNumber = (argument: NodeArgument | undefined): argument is Num | Sym =>
  typeof argument === "object" && argument !== null && "t" in argument;

/** A loop that cuts a tensor again and again asks each time. */
const counted = new WeakMap<Node, Num | Sym | null>();

/** How many rows a tensor has; null where that is not known. */
export function rowsOf(node: Node): Num | Sym | null {
  const known = counted.get(node);
  if (known !== undefined) return known;
  const rows = countRows(node);
  counted.set(node, rows);
  return rows;
}

function countRows(node: Node): Num | Sym | null {
  const [first, second, third] = node.args;
  const [variable, part] = node.op.split(".");
  const loaded = part && Object.values(loaders).find((each) => each.variable === variable);
  if (loaded) return num(loaded.rows);
  switch (node.op) {
    case "digits.data":
    case "digits.target":
    case "digits.images":
      return num(1797);
    case "rand":
    case "randn":
    case "zeros":
    case "ones":
    case "arange":
    case "randperm":
      return isNumber(first) ? first : null;
    case "randint":
      return Array.isArray(third) && isNumber(third[0]) ? third[0] : null;
    case "tensor":
      return Array.isArray(first) ? num(first.length) : isNode(first) ? rowsOf(first) : null;
    case "view": {
      const given = isNumber(second) && second.t === "num" ? second.v : -1;
      if (given > 0) return num(given);
      if (!isNode(first)) return null;
      // Numbers written out have no rows yet.
      const count = rowsOf(first);
      const size = node.args
        .slice(2)
        .reduce<number>((all, each) => all * (isNumber(each) && each.t === "num" ? each.v : Number.NaN), 1);
      return isWritten(first) && count?.t === "num" ? num(count.v / size) : count;
    }
    case "slice": {
      const rows = isNode(first) ? rowsOf(first) : null;
      const clamp = (bound: NodeArgument | undefined, otherwise: number, all: number) =>
        isNumber(bound) && bound.t === "num"
          ? Math.min(all, bound.v < 0 ? Math.max(0, all + bound.v) : bound.v)
          : otherwise;
      if (rows?.t !== "num") return second === null && isNumber(third) ? third : null;
      return num(Math.max(0, clamp(third, rows.v, rows.v) - clamp(second, 0, rows.v)));
    }
    case "index":
      // A mask keeps so many rows at most; how many, nobody knows before it runs.
      return isNode(second) ? rowsOf(second) : null;
    case "stack":
      return Array.isArray(first) && isNode(first[0]) ? rowsOf(first[0]) : null;
    case "columns":
      return isNode(first) ? rowsOf(first) : null;
    default: {
      if (reduced.includes(node.op)) return null;
      for (const one of node.args) {
        const rows = isNode(one) ? rowsOf(one) : null;
        if (rows) return rows;
      }
      return null;
    }
  }
}

/** Made of numbers in the text. */
function isWritten(node: Node): boolean {
  return (
    node.op === "tensor" ||
    ((node.op === "float" || node.op === "long") && isNode(node.args[0]) && isWritten(node.args[0]))
  );
}

/** The numbers of a tensor that is written out, in their order; null for others. */
export function writtenNumbers(node: Node): { values: number[]; row: number[] } | null {
  const [first, ...rest] = node.args;
  if (node.op === "tensor" && Array.isArray(first)) {
    const row: number[] = [];
    for (let one: NodeArgument = first[0]; Array.isArray(one); one = one[0]) row.push(one.length);
    const values = (first as unknown[])
      .flat(8)
      .map((one) => (isNumber(one as Num) && (one as Num).t === "num" ? (one as Num).v : Number.NaN));
    return values.some(Number.isNaN) ? null : { values, row };
  }
  const inner = isNode(first) ? writtenNumbers(first) : null;
  if (!inner) return null;
  if (node.op === "float" || node.op === "long") return inner;
  if (node.op === "unsqueeze") return { values: inner.values, row: [1] };
  if (node.op !== "view") return null;
  const sizes = rest.map((one) => (isNumber(one) && one.t === "num" ? one.v : Number.NaN));
  return sizes.some(Number.isNaN) ? null : { values: inner.values, row: sizes.slice(1) };
}

/** What stands between the brackets of `x[…]`: a value, or the two bounds of a slice. */
export type Part = { value: Value; slice?: readonly [Value, Value] };

/** `x[…]`: rows, one after the other, or columns. */
export function indexed(of: Tensor, items: readonly Part[], at: Span): Tensor {
  const part = ({ value, slice }: Part): NodeArgument =>
    slice ? { op: "bounds", args: [argument(slice[0], at), argument(slice[1], at)] } : argument(value, at);
  if (items.length !== 1) return { t: "tensor", node: { op: "columns", args: [of.node, ...items.map(part)] } };
  const [{ value, slice }] = items;
  if (slice) {
    const [from, to] = slice.map((bound) => argument(bound, at));
    if (from === null && to === null) return of;
    return {
      t: "tensor",
      node: { op: "slice", args: [of.node, isNumber(from) && from.t === "num" && from.v === 0 ? null : from, to] },
    };
  }
  return { t: "tensor", node: { op: "index", args: [of.node, argument(value, at)] } };
}

/** What a tensor of known length gives when it is unpacked or gone through: `w` of [x, y]. */
export function elements(of: Tensor): Tensor[] | null {
  const rows = rowsOf(of.node);
  if (rows?.t !== "num" || rows.v > 64 || rows.v < 1) return null;
  return Array.from({ length: rows.v }, (_, i) => ({ t: "tensor", node: { op: "index", args: [of.node, num(i)] } }));
}

export function noSuchMethod(name: string, at: Span): ReadError {
  return new ReadError(at, `a tensor's \`${name}\` is not available in this lesson${didYouMean(name, methods)}`);
}
