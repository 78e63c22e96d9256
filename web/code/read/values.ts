/** What a name can hold while a script is read: numbers, lists, functions, and torch's objects as far as a program needs them. */
import type { Span } from "./problem.js";
import type { ClassNode, Parameter, Stmt } from "./syntax.js";

/** A number with the place in the text that states it, if it is not the result of a calculation. */
export interface Num {
  t: "num";
  v: number;
  float: boolean;
  at?: Span;
}
/** A number that is not known yet: a hole of our own printed lines, or what is calculated from one. */
export interface Sym {
  t: "sym";
  op: string;
  args: (Num | Sym)[];
}

/** One operation on tensors; what it makes is never calculated, only compared with what our own lines make. */
export interface Node {
  op: string;
  args: readonly NodeArgument[];
}
export type NodeArgument = Node | Num | Sym | string | boolean | null | readonly NodeArgument[];

export interface List {
  t: "list";
  items: Value[];
  tuple: boolean;
}
export interface Dict {
  t: "dict";
  entries: Map<string | number, Value>;
}
export interface Func {
  t: "function";
  name: string;
  params: readonly Parameter[];
  defaults: Map<string, Value>;
  /** A lambda's body is one expression, returned. */
  body: readonly Stmt[];
  scope: Scope;
  /** The class whose method it is. */
  owner?: Class;
}
export interface Bound {
  t: "bound";
  self: Value;
  func: Func;
}
export interface Args {
  positional: Value[];
  named: Map<string, Value>;
  at: Span;
}
export interface Host {
  t: "host";
  name: string;
  call(args: Args): Value;
}
export interface Class {
  t: "class";
  name: string;
  base: Class | "Module" | "Optimizer" | null;
  node: ClassNode;
  members: Map<string, Value>;
}
export interface Instance {
  t: "instance";
  of: Class;
  fields: Map<string, Value>;
}
/** A module of Python: `torch.nn` and what is in it. */
export interface Space {
  t: "space";
  name: string;
}
export interface Layer {
  t: "layer";
  type: string;
  fields: Record<string, unknown>;
  /** What the constructor was told of its input: in_features, num_features, … */
  sizes: { name: string; value: Num | List }[];
  /** Field → the place of its number. */
  numbers: Map<string, Span>;
  init: Record<string, unknown>;
  frozen: Set<string>;
  at: Span;
}
export interface Sequence {
  t: "sequence";
  items: Value[];
  list: boolean;
}
export interface Param {
  t: "param";
  layer: Layer;
  name: string;
}
export interface Tensor {
  t: "tensor";
  node: Node;
  /** requires_grad: where a descent starts. */
  leaf?: boolean;
  /** It is a row of this one, so that assigning to it changes this one. */
  base?: Tensor;
}
export type FlowItem =
  | { kind: "layer"; layer: Layer }
  | { kind: "residual"; items: FlowItem[]; scale: Num | null; at: Span };
/** A row of data on its way through the model. */
export interface Flow {
  t: "flow";
  root: Tensor;
  /** The last thing that was done, which knows what came before it: a thousand layers share one way. */
  way: Way | null;
  scale: Num | null;
}
export interface Way {
  readonly before: Way | null;
  readonly item: FlowItem;
  readonly length: number;
}
export interface Penalty {
  t: "penalty";
  factor: Num;
  params: Param[];
  /** Not a tensor of squares any more, but their sum. */
  summed: boolean;
}
export interface Criterion {
  t: "criterion";
  type: string;
  fields: Record<string, unknown>;
  numbers: Map<string, Span>;
  at: Span;
}
export interface Loss {
  t: "loss";
  criterion: Criterion;
  flow: Flow;
  targets: Node;
  penalty: Penalty | null;
  at: Span;
}
export interface Random {
  t: "generator";
  seed: Num | Sym;
  draws: number;
}
export interface Optimizer {
  t: "optimizer";
  type: string;
  fields: Record<string, unknown>;
  numbers: Map<string, Span>;
  params: (Param | Tensor)[];
  at: Span;
}
export interface Scheduler {
  t: "scheduler";
  type: string;
  fields: Record<string, unknown>;
  numbers: Map<string, Span>;
  optimizer: Optimizer;
  at: Span;
}
export interface DataSet {
  t: "dataset";
  tensors: Tensor[];
}
export interface Loader {
  t: "loader";
  data: DataSet;
  size: Num;
  shuffle: boolean;
  dropLast: boolean;
  at: Span;
}
export interface Range {
  t: "range";
  from: number;
  step: number;
  count: number;
  /** The place of a count that stands there as a number. */
  at?: Span;
}
/** A result of training, which nobody knows while the script is read; `of`: the outputs it was made of. */
export interface Opaque {
  t: "opaque";
  of?: Flow;
  result?: Result;
}
/** A result that a figure measures too, so that it can be printed: a loss, or how many of a split are classified right. */
export type Result =
  | { what: "loss"; loss: Loss; factor: number }
  /** Which class each row is taken for, and whether that is right. */
  | { what: "classes"; flow: Flow }
  | { what: "hits" | "count" | "accuracy"; flow: Flow; targets: Node; factor: number };
/** A name for something that has no other use: a dtype, a context. */
export interface Token {
  t: "token";
  name: string;
}

export type Value =
  | Num
  | Sym
  | string
  | boolean
  | null
  | List
  | Dict
  | Func
  | Bound
  | Host
  | Class
  | Instance
  | Space
  | Layer
  | Sequence
  | Param
  | Tensor
  | Flow
  | Penalty
  | Criterion
  | Loss
  | Random
  | Optimizer
  | Scheduler
  | DataSet
  | Loader
  | Range
  | Opaque
  | Token;

/** Names and what they hold, the enclosing ones behind it. */
export class Scope {
  readonly names = new Map<string, Value>();
  readonly outer: Scope | null;

  constructor(outer: Scope | null) {
    this.outer = outer;
  }

  find(name: string): Value | undefined {
    return this.names.get(name) ?? (this.names.has(name) ? this.names.get(name) : this.outer?.find(name));
  }

  known(): string[] {
    return [...this.names.keys(), ...(this.outer?.known() ?? [])];
  }
}

export type Kind<T extends string> = Extract<Value, { t: T }>;

export function is<T extends string>(value: Value | undefined, t: T): value is Kind<T> {
  return typeof value === "object" && value !== null && value.t === t;
}

export const num = (v: number, float = !Number.isInteger(v), at?: Span): Num => ({
  t: "num",
  v,
  float,
  ...(at ? { at } : {}),
});
export const list = (items: Value[], tuple = false): List => ({ t: "list", items, tuple });
export const tensor = (op: string, ...args: NodeArgument[]): Tensor => ({ t: "tensor", node: { op, args } });
export const host = (name: string, call: Host["call"]): Host => ({ t: "host", name, call });

const kinds: Readonly<Record<Exclude<Extract<Value, { t: string }>["t"], "list">, string>> = {
  num: "a number",
  sym: "a number",
  dict: "a dictionary",
  function: "a function",
  bound: "a method",
  host: "a function",
  class: "a class",
  instance: "an object",
  space: "a module of Python",
  layer: "a layer",
  sequence: "a model",
  param: "a parameter",
  flow: "an output of the model",
  penalty: "a penalty",
  loss: "a loss",
  criterion: "a loss function",
  generator: "a generator",
  dataset: "a data set",
  loader: "a DataLoader",
  opaque: "a result of training",
  tensor: "a tensor",
  optimizer: "an optimizer",
  scheduler: "a scheduler",
  range: "a range",
  token: "a name",
};

/** What a value is, for a message: "a number", "an optimizer". */
export function described(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "string") return "a text";
  if (typeof value === "boolean") return "a truth value";
  if (value.t === "list") return value.tuple ? "a tuple" : "a list";
  return kinds[value.t];
}
