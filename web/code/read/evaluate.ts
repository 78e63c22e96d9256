/**
 * Follows a script: a declarative subset of Python over the values of values.ts. Nothing trains; tensors stay expressions,
 * and what the training loop does is recorded (record.ts). Every way into the depth or the length is counted, so that a
 * script ends here in a few milliseconds whatever it says. Throws ReadError and nothing else.
 */
import { builtins, row, shown } from "./builtins.js";
import { callModule, instantiate } from "./classes.js";
import { Loops } from "./loops.js";
import type { Machine } from "./machine.js";
import { assignRow, freeze, member } from "./members.js";
import { isModule, at as layerAt } from "./modules.js";
import { binary, compare } from "./operators.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { Recorder } from "./record.js";
import type { Clause, Expr, FunctionNode, Parameter, Stmt } from "./syntax.js";
import { elements, indexed } from "./tensors.js";
import { batchesOf, isSpace, lossOf, memberOf, spaces } from "./torch.js";
import { described, type Func, is, list, num, Scope, tensor, type Value } from "./values.js";

const WORK = 35_000; // expressions and statements in all
const DEPTH = 400; // of expressions and calls within each other
const LINES = 200; // printed lines that are kept

type Signal = "break" | "continue" | { returned: Value } | undefined;
type Part = { value: Value; slice?: readonly [Value, Value] };

export class Evaluator implements Machine {
  readonly recorder = new Recorder();
  readonly globals = new Scope(null);
  readonly loops = new Loops(this.recorder);
  readonly printed: string[] = [];
  /** Statements that were followed at least once. */
  readonly reached = new Set<Stmt>();
  #work = 0;
  #depth = 0;

  constructor(names: ReadonlyMap<string, Value> = new Map()) {
    for (const [name, value] of builtins(this)) this.globals.names.set(name, value);
    this.globals.names.set("__name__", "__main__");
    for (const [name, value] of names) this.globals.names.set(name, value);
  }

  run(statements: readonly Stmt[]): void {
    const signal = this.#block(statements, this.globals);
    if (signal !== undefined)
      throw new ReadError(
        statements.at(-1) ?? { from: 0, to: 0 },
        "`break`, `continue` and `return` need a loop or a function around them",
      );
  }

  spend(amount: number, at: Span): void {
    this.#work += amount;
    if (this.#work > WORK)
      throw new ReadError(at, "this script does too much to be followed here: fewer or shorter loops");
  }

  print(text: string): void {
    if (this.printed.length < LINES) this.printed.push(text);
  }

  /** One level down; the way up is `this.#depth--`. An error ends the whole reading, so nobody counts back after it. */
  #down(at: Span): void {
    if (this.#depth >= DEPTH) throw new ReadError(at, "this calls itself, or is nested, too deeply to be followed");
    this.#depth++;
  }

  #block(statements: readonly Stmt[], scope: Scope): Signal {
    for (const statement of statements) {
      this.#down(statement);
      const signal = this.#statement(statement, scope);
      this.#depth--;
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  #statement(node: Stmt, scope: Scope): Signal {
    this.spend(1, node);
    this.reached.add(node);
    switch (node.kind) {
      case "expression":
        this.#eval(node.value, scope);
        return;
      case "assign": {
        const value = this.#eval(node.value, scope);
        for (const target of node.targets) this.#assign(target, value, scope);
        return;
      }
      case "update":
        this.#assign(
          node.target,
          this.binary(node.op, this.#eval(node.target, scope), this.#eval(node.value, scope), node),
          scope,
        );
        return;
      case "if":
        for (const { test, body } of node.branches) if (this.#truth(test, scope)) return this.#block(body, scope);
        return this.#block(node.otherwise, scope);
      case "for":
        return this.#for(node, scope);
      case "while":
        return this.#while(node, scope);
      case "break":
      case "continue":
        return node.kind;
      case "return":
        return { returned: node.value ? this.#eval(node.value, scope) : null };
      case "pass":
        return;
      case "assert":
        this.#eval(node.test, scope);
        return;
      case "with":
        for (const { value, target } of node.items) {
          const context = this.#eval(value, scope);
          if (!is(context, "token") || context.name !== "no_grad")
            throw new ReadError(value, "only `with torch.no_grad():` is available in this lesson");
          if (target) this.#assign(target, null, scope);
        }
        return this.#block(node.body, scope);
      case "def":
        scope.names.set(node.name, this.#function(node, scope));
        return;
      case "class":
        scope.names.set(node.name, this.#class(node, scope));
        return;
      case "import":
        for (const { name, as, at } of node.names) this.#import(node.module, name, as, at, scope);
    }
  }

  #import(module: string | null, name: string, as: string, at: Span, scope: Scope): void {
    const known = [...new Set(Object.keys(spaces).map((space) => space.split(".")[0]))];
    const whole = module ?? name;
    if (!isSpace(whole)) {
      const has = whole.includes(".") ? Object.keys(spaces) : known;
      throw new ReadError(
        at,
        `\`${whole}\` is not available in this lesson${didYouMean(whole, has) || `; it has ${known.join(", ")}`}`,
      );
    }
    if (module !== null) scope.names.set(as, memberOf(module, name, at, this));
    else scope.names.set(as, { t: "space", name: as === name.split(".")[0] ? as : name });
  }

  #function(node: FunctionNode, scope: Scope): Func {
    return {
      t: "function",
      name: node.name,
      params: node.params,
      defaults: this.#defaults(node.params, scope),
      body: node.body,
      scope,
    };
  }

  #defaults(params: readonly Parameter[], scope: Scope): Map<string, Value> {
    return new Map(params.flatMap(({ name, otherwise }) => (otherwise ? [[name, this.#eval(otherwise, scope)]] : [])));
  }

  #class(node: Extract<Stmt, { kind: "class" }>, scope: Scope): Value {
    const [base = null] = node.bases.map((one) => this.#eval(one, scope));
    const known =
      is(base, "class") || base === null || (is(base, "token") && ["Module", "Optimizer"].includes(base.name));
    if (!known)
      throw new ReadError(node.bases[0], "a class can be made from `nn.Module` here, or from a class of yours");
    const own = new Scope(scope);
    const made: Extract<Value, { t: "class" }> = {
      t: "class",
      name: node.name,
      base: is(base, "class") ? base : is(base, "token") ? (base.name as "Module") : null,
      node,
      members: own.names,
    };
    // A class of an optimizer is compared as a whole; its body is never followed.
    if (made.base === "Optimizer") return made;
    this.#block(node.body, own);
    for (const one of own.names.values()) if (is(one, "function")) one.owner ??= made;
    return made;
  }

  #for(node: Extract<Stmt, { kind: "for" }>, scope: Scope): Signal {
    const source = this.#eval(node.source, scope);
    const items = this.#items(source, node.source);
    const loop = this.loops.enter(node, items.count, null);
    try {
      for (let i = 0; i < items.count; i++) {
        this.#assign(node.target, items.item(i), scope);
        const signal = this.#block(node.body, scope);
        if (signal === "break") return undefined;
        if (typeof signal === "object") return signal;
        if (this.loops.turned(loop)) return undefined;
      }
    } finally {
      this.loops.leave();
    }
    return this.#block(node.otherwise, scope);
  }

  #while(node: Extract<Stmt, { kind: "while" }>, scope: Scope): Signal {
    const { test } = node;
    const bounds = (): [number, number] | null => {
      if (test.kind !== "compare" || test.rest.length !== 1 || !/^<=?$/.test(test.rest[0].op)) return null;
      const [a, b] = [this.#eval(test.first, scope), this.#eval(test.rest[0].right, scope)];
      return is(a, "num") && is(b, "num") ? [a.v, b.v + (test.rest[0].op === "<=" ? 1 : 0)] : null;
    };
    const loop = this.loops.enter(node, null, bounds);
    try {
      while (this.#truth(test, scope)) {
        const signal = this.#block(node.body, scope);
        if (signal === "break") return undefined;
        if (typeof signal === "object") return signal;
        if (this.loops.turned(loop)) return undefined;
      }
    } finally {
      this.loops.leave();
    }
    return this.#block(node.otherwise, scope);
  }

  #items(source: Value, at: Span): { count: number; item(i: number): Value } {
    if (is(source, "range")) {
      const { from, step, count } = source;
      return { count, item: (i) => num(from + i * step, false) };
    }
    const items = this.iterate(source, at);
    return { count: items.length, item: (i) => items[i] };
  }

  iterate(value: Value, at: Span): Value[] {
    if (is(value, "list")) {
      this.spend(value.items.length / 4, at);
      return [...value.items];
    }
    if (is(value, "range")) {
      this.spend(value.count, at);
      return Array.from({ length: value.count }, (_, i) => num(value.from + i * value.step, false));
    }
    if (is(value, "sequence")) return [...value.items];
    if (is(value, "loader")) {
      const batches = batchesOf(value);
      this.spend(batches.length, at);
      return batches;
    }
    if (is(value, "dict")) return [...value.entries.keys()].map((key) => (typeof key === "number" ? num(key) : key));
    if (is(value, "tensor")) return elements(value) ?? [row(value)];
    throw new ReadError(at, `${described(value)} has no items to go through`);
  }

  #truth(test: Expr, scope: Scope): boolean {
    const value = this.#eval(test, scope);
    if (value === null) return false;
    if (typeof value !== "object") return Boolean(value);
    if (value.t === "num") return value.v !== 0;
    if (value.t === "list") return value.items.length > 0;
    if (value.t === "dict") return value.entries.size > 0;
    if (["opaque", "tensor", "flow", "loss"].includes(value.t))
      throw new ReadError(test, "what happens here depends on results of training, which a figure cannot follow");
    return true;
  }

  #assign(target: Expr, value: Value, scope: Scope): void {
    this.spend(1, target);
    switch (target.kind) {
      case "name":
        scope.names.set(target.name, value);
        return;
      case "list": {
        const items = this.#unpacked(value, target.items.length, target);
        const starred = target.items.findIndex(({ kind }) => kind === "star");
        if (starred < 0 ? items.length !== target.items.length : items.length < target.items.length - 1)
          throw new ReadError(target, `${target.items.length} names for ${items.length} values`);
        target.items.forEach((one, i) => {
          if (one.kind !== "star")
            this.#assign(one, items[starred < 0 || i < starred ? i : items.length - target.items.length + i], scope);
          else this.#assign(one.of, list(items.slice(i, items.length - target.items.length + i + 1)), scope);
        });
        return;
      }
      case "attribute": {
        const of = this.#eval(target.of, scope);
        if (is(of, "instance")) of.fields.set(target.name, value);
        else if (is(of, "param") && target.name === "requires_grad") freeze(of, value === false);
        else throw new ReadError(target, `\`${target.name}\` of ${described(of)} cannot be set in this lesson`);
        return;
      }
      case "index": {
        const of = this.#eval(target.of, scope);
        const parts = target.items.map((item) => this.#part(item, scope));
        if (is(of, "tensor")) assignRow(of, parts, value, target);
        else this.#setItem(of, parts[0], value, target);
        return;
      }
      default:
        throw new ReadError(target, "this cannot be assigned to");
    }
  }

  #setItem(of: Value, part: Part, value: Value, at: Span): void {
    const key = part.value;
    if (is(of, "dict") && (typeof key === "string" || is(key, "num")))
      of.entries.set(typeof key === "string" ? key : key.v, value);
    else if ((is(of, "list") || is(of, "sequence")) && is(key, "num")) {
      const place = key.v < 0 ? key.v + of.items.length : key.v;
      if (!Number.isInteger(place) || place < 0 || place >= of.items.length || (is(of, "list") && of.tuple))
        throw new ReadError(at, "there is no such item to set");
      of.items[place] = value;
    } else throw new ReadError(at, `items of ${described(of)} cannot be set here`);
  }

  /** A tensor whose length nobody knows yields as many parts as there are names. */
  #unpacked(value: Value, count: number, at: Span): Value[] {
    if (!is(value, "tensor")) return this.iterate(value, at);
    const known = elements(value);
    return known ?? Array.from({ length: count }, (_, i) => tensor("index", value.node, num(i)));
  }

  #eval(node: Expr, scope: Scope): Value {
    this.spend(1, node);
    switch (node.kind) {
      case "number":
        return num(node.value, node.float, { from: node.from, to: node.to });
      case "text":
        return node.value;
      case "constant":
        return node.value;
      case "name": {
        const value = scope.find(node.name);
        if (value !== undefined) return value;
        throw new ReadError(node, `\`${node.name}\` is not defined${didYouMean(node.name, scope.known())}`);
      }
    }
    this.#down(node);
    const value = this.#compound(node, scope);
    this.#depth--;
    return value;
  }

  #compound(node: Expr, scope: Scope): Value {
    switch (node.kind) {
      case "format": {
        const text = node.parts
          .map((part) =>
            typeof part === "string" ? part : formatted(this.#eval(part.value, scope), part.spec, part.value),
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
              const name = this.#eval(key, scope);
              if (typeof name !== "string" && !is(name, "num"))
                throw new ReadError(key, "a key is a text or a number here");
              return [typeof name === "string" ? name : name.v, this.#eval(value, scope)];
            }),
          ),
        };
      case "call":
        return this.#call(node, scope);
      case "attribute":
        return member(this.#eval(node.of, scope), node.name, node.at, this);
      case "index":
        return this.#index(node, scope);
      case "binary":
        return this.binary(node.op, this.#eval(node.left, scope), this.#eval(node.right, scope), node);
      case "compare": {
        let left = this.#eval(node.first, scope);
        let result: Value = true;
        for (const { op, right } of node.rest) {
          const next = this.#eval(right, scope);
          result = this.#compared(op, left, next, node);
          if (result === false) return false;
          left = next;
        }
        return result;
      }
      case "unary": {
        if (node.op === "not") return !this.#truth(node.of, scope);
        const value = this.#eval(node.of, scope);
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
        const left = this.#truth(node.left, scope);
        if (left === (node.op === "or")) return this.#eval(node.left, scope);
        return this.#eval(node.right, scope);
      }
      case "condition":
        return this.#eval(this.#truth(node.test, scope) ? node.yes : node.no, scope);
      case "lambda": {
        const body: Stmt[] = [{ kind: "return", value: node.body, from: node.body.from, to: node.body.to }];
        return {
          t: "function",
          name: "lambda",
          params: node.params,
          defaults: this.#defaults(node.params, scope),
          body,
          scope,
        };
      }
      case "comprehension": {
        const found: Value[] = [];
        this.#comprehend(node.clauses, 0, new Scope(scope), (inner) => found.push(this.#eval(node.element, inner)));
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
    return result;
  }

  #list(items: readonly Expr[], scope: Scope): Value[] {
    return items.flatMap((item) =>
      item.kind === "star" ? this.iterate(this.#eval(item.of, scope), item) : [this.#eval(item, scope)],
    );
  }

  #comprehend(clauses: readonly Clause[], which: number, scope: Scope, visit: (scope: Scope) => unknown): void {
    if (which === clauses.length) {
      visit(scope);
      return;
    }
    const { target, source, tests } = clauses[which];
    const items = this.#items(this.#eval(source, scope), source);
    for (let i = 0; i < items.count; i++) {
      this.spend(1, source);
      this.#assign(target, items.item(i), scope);
      if (tests.every((test) => this.#truth(test, scope))) this.#comprehend(clauses, which + 1, scope, visit);
    }
  }

  #part(item: Expr, scope: Scope): Part {
    if (item.kind !== "slice") return { value: this.#eval(item, scope) };
    if (item.step) throw new ReadError(item, "slices with a step are not available in this lesson");
    const bound = (one: Expr | null) => (one ? this.#eval(one, scope) : null);
    return { value: null, slice: [bound(item.from_), bound(item.to_)] };
  }

  #index(node: Extract<Expr, { kind: "index" }>, scope: Scope): Value {
    const of = this.#eval(node.of, scope);
    const parts = node.items.map((item) => this.#part(item, scope));
    if (is(of, "tensor")) return indexed(of, parts, node);
    if (is(of, "opaque") || is(of, "flow")) return { t: "opaque" };
    const [{ value, slice }] = parts;
    const [from, to] = (slice ?? []).map((bound) => (is(bound, "num") ? bound.v : undefined));
    if (is(of, "sequence")) {
      if (slice) return { ...of, items: of.items.slice(from, to) };
      if (is(value, "num")) return layerAt(of, value.v, node);
    }
    if (is(of, "list") || typeof of === "string") {
      const items = typeof of === "string" ? [...of] : of.items;
      if (slice) return typeof of === "string" ? of.slice(from, to) : list(of.items.slice(from, to), of.tuple);
      const found = is(value, "num") ? items.at(value.v) : undefined;
      if (found !== undefined) return found;
      throw new ReadError(node, `there are ${items.length} items, and no [${shown(value)}]`);
    }
    if (is(of, "dict")) {
      const found = of.entries.get(is(value, "num") ? value.v : String(value));
      if (found !== undefined) return found;
      throw new ReadError(
        node,
        `there is no ${shown(value)} in it${didYouMean(shown(value), [...of.entries.keys()].map(String))}`,
      );
    }
    throw new ReadError(node, `${described(of)} has no items`);
  }

  #call(node: Extract<Expr, { kind: "call" }>, scope: Scope): Value {
    const at = { from: node.from, to: node.to };
    // super() knows its method's class and object.
    if (node.callee.kind === "name" && node.callee.name === "super" && scope.find("super") === undefined)
      return superOf(scope, at);
    const callee = this.#eval(node.callee, scope);
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const { star, name, value } of node.args) {
      const given = this.#eval(value, scope);
      if (star === "*") positional.push(...this.iterate(given, value));
      else if (star === "**") {
        if (!is(given, "dict")) throw new ReadError(value, "`**` unpacks a dictionary");
        for (const [key, one] of given.entries) named.set(String(key), one);
      } else if (name === undefined) positional.push(given);
      else if (named.has(name)) throw new ReadError(value, `\`${name}\` is given twice`);
      else named.set(name, given);
    }
    this.spend(positional.length, at);
    return this.call(callee, positional, named, at);
  }

  call(callee: Value, positional: Value[], named: Map<string, Value>, at: Span): Value {
    const args = { positional, named, at };
    if (is(callee, "host")) return callee.call(args);
    if (is(callee, "function")) return this.#invoke(callee, positional, named, at);
    if (is(callee, "bound")) return this.#invoke(callee.func, [callee.self, ...positional], named, at);
    if (is(callee, "class")) return instantiate(callee, args, this);
    if (is(callee, "criterion")) return lossOf(callee, positional[0], positional[1], at, this);
    if (isModule(callee)) {
      if (positional.length !== 1 || named.size > 0) throw new ReadError(at, "a layer or model takes one input");
      return callModule(callee, positional[0], at, this);
    }
    throw new ReadError(at, `${described(callee)} cannot be called`);
  }

  #invoke(func: Func, positional: Value[], named: Map<string, Value>, at: Span): Value {
    const scope = new Scope(func.scope);
    if (func.owner) scope.names.set("__class__", func.owner);
    const rest = [...positional];
    const left = new Map(named);
    const missing: string[] = [];
    let keywordsOnly = false;
    for (const { name, star } of func.params) {
      if (star === "*") {
        scope.names.set(name, list(rest.splice(0), true));
        keywordsOnly = true;
      } else if (star === "**") {
        scope.names.set(name, { t: "dict", entries: new Map(left) });
        left.clear();
      } else if (!keywordsOnly && rest.length > 0) {
        if (left.has(name)) throw new ReadError(at, `\`${func.name}\` is given \`${name}\` twice`);
        scope.names.set(name, rest.shift()!);
      } else if (left.has(name)) {
        scope.names.set(name, left.get(name)!);
        left.delete(name);
      } else if (func.defaults.has(name)) scope.names.set(name, func.defaults.get(name)!);
      else missing.push(name);
    }
    if (missing.length > 0)
      throw new ReadError(at, `\`${func.name}\` also needs ${missing.map((name) => `\`${name}\``).join(", ")}`);
    if (rest.length > 0) throw new ReadError(at, `\`${func.name}\` takes fewer arguments`);
    const [unknown] = left.keys();
    if (unknown !== undefined)
      throw new ReadError(
        at,
        `\`${func.name}\` has no argument \`${unknown}\`${didYouMean(
          unknown,
          func.params.map(({ name }) => name),
        )}`,
      );
    this.#down(at);
    const signal = this.#block(func.body, scope);
    this.#depth--;
    return typeof signal === "object" ? signal.returned : null;
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

function superOf(scope: Scope, at: Span): Value {
  const owner = scope.find("__class__");
  const self = [...scope.names].find(([name]) => name !== "__class__")?.[1];
  if (!is(owner, "class") || !is(self, "instance")) throw new ReadError(at, "`super()` belongs into a method");
  const base: Extract<Value, { t: "class" }> =
    typeof owner.base === "object" && owner.base !== null
      ? owner.base
      : { ...owner, base: owner.base, members: new Map() };
  return { t: "instance", of: base, fields: self.fields };
}

/** One `{value:spec}` of an f-string. */
function formatted(value: Value, spec: string, at: Span): string {
  if (!is(value, "num") || spec === "") return shown(value);
  const parts = /^[<>^+]?\d*,?(?:\.(\d{1,2}))?([dfeg%])?$/.exec(spec);
  if (!parts) throw new ReadError(at, `the format \`${spec}\` is not available in this lesson`);
  const [, places, type] = parts;
  if (type === "%") return `${(value.v * 100).toFixed(places === undefined ? 6 : Number(places))}%`;
  if (type === "e") return value.v.toExponential(places === undefined ? 6 : Number(places));
  return places === undefined ? shown(value) : value.v.toFixed(Number(places));
}
