/** What a name can hold while a script is read: numbers, lists, functions, classes, and what torch makes (torch_values.ts). */
import type { Span } from "./problem.js";
import type { ClassNode, Parameter, Stmt } from "./syntax.js";
import type { TorchValue } from "./torch_values.js";

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
export interface Range {
  t: "range";
  from: number;
  step: number;
  count: number;
  /** The place of a count that stands there as a number. */
  at?: Span;
}
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
  | Range
  | Token
  | TorchValue;

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
