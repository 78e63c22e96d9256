/** What an expression is worth. Every way into the depth or the length is counted, so that whatever a script says ends. */
import { builtins, formatted } from "./builtins.js";
import { itemAt, iterate, turnsOf } from "./items.js";
import { Loops } from "./loops.js";
import type { Machine } from "./machine.js";
import { member } from "./members.js";
import { binary, compare } from "./operators.js";
import type { Printed } from "./prints.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { Recorder } from "./record.js";
import { Remembered } from "./remembered.js";
import type { Clause, Expr, Parameter, Stmt } from "./syntax.js";
import type { Part } from "./tensors.js";
import { tensor } from "./torch_values.js";
import { described, is, list, num, Scope, type Value } from "./values.js";

const WORK = 35_000; // expressions and statements in all
const WORK_A_LAYER = 100; // more of them for each layer: to make it, and to call it in train and in eval mode
const LAYERS = 4_200; // a thousand residual blocks of three, and some
const DEPTH = 400; // of expressions and calls within each other
const LINES = 200; // printed lines that are kept

export type Signal = "break" | "continue" | { returned: Value } | undefined;

export abstract class Expressions implements Machine {
  readonly recorder = new Recorder();
  readonly remembered = new Remembered();
  readonly globals = new Scope(null);
  readonly loops = new Loops(this.recorder);
  readonly printed: Printed[] = [];
  /** Statements that were followed at least once. */
  readonly reached = new Set<Stmt>();
  #work = 0;
  protected depth = 0;

  protected abstract block(statements: readonly Stmt[], scope: Scope): Signal;
  protected abstract assign(target: Expr, value: Value, scope: Scope): void;
  protected abstract callExpression(node: Extract<Expr, { kind: "call" }>, scope: Scope): Value;
  protected abstract defaults(params: readonly Parameter[], scope: Scope): Map<string, Value>;
  abstract call(callee: Value, positional: Value[], named: Map<string, Value>, at: Span): Value;

  constructor(names: ReadonlyMap<string, Value> = new Map()) {
    for (const [name, value] of builtins(this)) this.globals.names.set(name, value);
    this.globals.names.set("__name__", "__main__");
    for (const [name, value] of names) this.globals.names.set(name, value);
  }

  spend(amount: number, at: Span): void {
    this.#work += amount;
    if (this.#work > WORK + WORK_A_LAYER * this.recorder.drawn)
      throw new ReadError(at, "this script does too much to be followed here: fewer or shorter loops");
  }

  layerMade(at: Span): void {
    if (++this.recorder.drawn > LAYERS)
      throw new ReadError(at, `more than ${LAYERS} layers are too many for this lesson`);
  }

  print(text: string, at: Span): void {
    if (this.printed.length >= LINES || this.loops.cut) return;
    this.printed.push({ text, step: this.recorder.steps.length, call: at.from, ended: this.loops.total !== undefined });
  }

  /** One level down; the way up is `this.depth--`. An error ends the whole reading, so nobody counts back after it. */
  protected down(at: Span): void {
    if (this.depth >= DEPTH) throw new ReadError(at, "this calls itself, or is nested, too deeply to be followed");
    this.depth++;
  }

  iterate(value: Value, at: Span): Value[] {
    return iterate(value, at, this);
  }

  protected truth(test: Expr, scope: Scope): boolean {
    const value = this.evaluate(test, scope);
    if (value === null) return false;
    if (typeof value !== "object") return Boolean(value);
    if (value.t === "num") return value.v !== 0;
    if (value.t === "list") return value.items.length > 0;
    if (value.t === "dict") return value.entries.size > 0;
    if (["opaque", "tensor", "flow", "loss"].includes(value.t))
      throw new ReadError(test, "what happens here depends on results of training, which a figure cannot follow");
    return true;
  }

  protected evaluate(node: Expr, scope: Scope): Value {
    this.spend(1, node);
    switch (node.kind) {
      case "number":
        return num(node.value, node.float, { from: node.from, to: node.to });
      case "text":
        return node.value;
      case "constant":
        return node.value;
      case "name": {
        const own = scope.names.get(node.name);
        if (own !== undefined) return own;
        const value = scope.find(node.name);
        if (value !== undefined) {
          this.remembered.found(value);
          return value;
        }
        throw new ReadError(node, `\`${node.name}\` is not defined${didYouMean(node.name, scope.known())}`);
      }
    }
    this.down(node);
    const value = this.#compound(node, scope);
    this.depth--;
    return value;
  }

  #compound(node: Expr, scope: Scope): Value {
    switch (node.kind) {
      case "format": {
        const text = node.parts
          .map((part) =>
            typeof part === "string"
              ? part
              : formatted(this.evaluate(part.value, scope), part.spec, part.value, this.recorder.mark),
          )
          .join("")
          .slice(0, 10_000);
        this.spend(text.length / 100, node);
        return text;
      }
      case "list":
        return list(this.#list(node.items, scope), node.tuple);
      case "dict":
        return {
          t: "dict",
          entries: new Map(
            node.entries.map(({ key, value }) => {
              const name = this.evaluate(key, scope);
              if (typeof name !== "string" && !is(name, "num"))
                throw new ReadError(key, "a key is a text or a number here");
              return [typeof name === "string" ? name : name.v, this.evaluate(value, scope)];
            }),
          ),
        };
      case "call":
        return this.callExpression(node, scope);
      case "attribute":
        return member(this.evaluate(node.of, scope), node.name, node.at, this);
      case "index":
        return itemAt(this.evaluate(node.of, scope), this.parts(node.items, scope), node);
      case "binary":
        return this.binary(node.op, this.evaluate(node.left, scope), this.evaluate(node.right, scope), node);
      case "compare": {
        let left = this.evaluate(node.first, scope);
        let result: Value = true;
        for (const { op, right } of node.rest) {
          const next = this.evaluate(right, scope);
          result = this.#compared(op, left, next, node);
          if (result === false) return false;
          left = next;
        }
        return result;
      }
      case "unary": {
        if (node.op === "not") return !this.truth(node.of, scope);
        const value = this.evaluate(node.of, scope);
        if (is(value, "num") && (node.op === "-" || node.op === "+"))
          return num(
            node.op === "-" ? -value.v : value.v,
            value.float,
            value.at && node.of.kind === "number" ? { from: node.from, to: node.to } : undefined,
          );
        if (is(value, "opaque")) return value;
        if (is(value, "tensor") && node.op === "-") return tensor("neg", value.node);
        throw new ReadError(node, `\`${node.op}\` does not go with ${described(value)}`);
      }
      case "either": {
        const left = this.truth(node.left, scope);
        if (left === (node.op === "or")) return this.evaluate(node.left, scope);
        return this.evaluate(node.right, scope);
      }
      case "condition":
        return this.evaluate(this.truth(node.test, scope) ? node.yes : node.no, scope);
      case "lambda": {
        const body: Stmt[] = [{ kind: "return", value: node.body, from: node.body.from, to: node.body.to }];
        return {
          t: "function",
          name: "lambda",
          params: node.params,
          defaults: this.defaults(node.params, scope),
          body,
          scope,
        };
      }
      case "comprehension": {
        const found: Value[] = [];
        this.#comprehend(node.clauses, 0, new Scope(scope), (inner) => found.push(this.evaluate(node.element, inner)));
        return list(found);
      }
      case "star":
        throw new ReadError(node, "`*` unpacks within brackets only");
      default:
        throw new ReadError(node, "this cannot stand here");
    }
  }

  #compared(op: string, left: Value, right: Value, at: Span): Value {
    const result = compare(op, left, right, at);
    // Predictions held against targets tell which split they are for.
    const [made, given] = is(left, "opaque") ? [left, right] : is(right, "opaque") ? [right, left] : [null, null];
    const targets = is(given, "tensor") ? (given.node.op === "gt" ? given.node.args[0] : given.node) : null;
    if (made?.of && targets && typeof targets === "object" && "op" in targets && !("t" in targets))
      this.recorder.compared.push({ flow: made.of, targets });
    if (op === "==" && made?.result?.what === "classes" && is(given, "tensor") && is(result, "opaque"))
      return { ...result, result: { what: "hits", flow: made.result.flow, targets: given.node, factor: 1 } };
    return result;
  }

  #list(items: readonly Expr[], scope: Scope): Value[] {
    return items.flatMap((item) =>
      item.kind === "star" ? this.iterate(this.evaluate(item.of, scope), item) : [this.evaluate(item, scope)],
    );
  }

  #comprehend(clauses: readonly Clause[], which: number, scope: Scope, visit: (scope: Scope) => unknown): void {
    if (which === clauses.length) {
      visit(scope);
      return;
    }
    const { target, source, tests } = clauses[which];
    const items = turnsOf(this.evaluate(source, scope), source, this);
    for (let i = 0; i < items.count; i++) {
      this.spend(1, source);
      this.assign(target, items.item(i), scope);
      if (tests.every((test) => this.truth(test, scope))) this.#comprehend(clauses, which + 1, scope, visit);
    }
  }

  protected parts(items: readonly Expr[], scope: Scope): Part[] {
    const bound = (one: Expr | null) => (one ? this.evaluate(one, scope) : null);
    return items.map((item) => {
      if (item.kind !== "slice") return { value: this.evaluate(item, scope) };
      if (item.step) throw new ReadError(item, "slices with a step are not available in this lesson");
      return { value: null, slice: [bound(item.from_), bound(item.to_)] };
    });
  }

  binary(op: string, left: Value, right: Value, at: Span): Value {
    this.spend(1, at);
    // What grows costs what it grows to, before it is made.
    if (is(left, "list"))
      this.spend(left.items.length * (is(right, "num") ? Math.max(1, Math.min(1e6, right.v)) : 1), at);
    if (is(right, "list")) this.spend(right.items.length, at);
    if (typeof left === "string" && typeof right === "string") this.spend((left.length + right.length) / 100, at);
    return binary(op, left, right, at);
  }
}
