/** What a call does: of our own functions and classes, of modules, and of what stands in for torch and Python. */
import { callModule, instantiate } from "./classes.js";
import { Expressions } from "./expressions.js";
import { isModule } from "./modules.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import type { Expr, Parameter } from "./syntax.js";
import { lossOf } from "./torch.js";
import { described, type Func, is, list, Scope, type Value } from "./values.js";

export abstract class Calls extends Expressions {
  protected callExpression(node: Extract<Expr, { kind: "call" }>, scope: Scope): Value {
    const at = { from: node.from, to: node.to };
    // super() knows its method's class and object.
    if (node.callee.kind === "name" && node.callee.name === "super" && scope.find("super") === undefined)
      return superOf(scope, at);
    const callee = this.evaluate(node.callee, scope);
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const { star, name, value } of node.args) {
      const given = this.evaluate(value, scope);
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
    if (is(callee, "host")) {
      this.remembered.called(callee);
      return callee.call(args);
    }
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
    this.down(at);
    const signal = this.block(func.body, scope);
    this.depth--;
    return typeof signal === "object" ? signal.returned : null;
  }

  protected defaults(params: readonly Parameter[], scope: Scope): Map<string, Value> {
    return new Map(
      params.flatMap(({ name, otherwise }) => (otherwise ? [[name, this.evaluate(otherwise, scope)]] : [])),
    );
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
