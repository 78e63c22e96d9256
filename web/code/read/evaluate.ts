/** What statements do: names are bound, branches and loops followed, functions and classes made. */
import { Calls } from "./calls.js";
import type { Signal } from "./expressions.js";
import { setItem, turnsOf, unpacked } from "./items.js";
import { freeze } from "./members.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import type { Expr, FunctionNode, Stmt } from "./syntax.js";
import { isSpace, memberOf, spaces } from "./torch.js";
import { described, type Func, is, list, Scope, type Value } from "./values.js";

export class Evaluator extends Calls {
  run(statements: readonly Stmt[]): void {
    const signal = this.block(statements, this.globals);
    if (signal !== undefined)
      throw new ReadError(
        statements.at(-1) ?? { from: 0, to: 0 },
        "`break`, `continue` and `return` need a loop or a function around them",
      );
  }

  protected block(statements: readonly Stmt[], scope: Scope): Signal {
    for (const statement of statements) {
      this.down(statement);
      const signal = this.#statement(statement, scope);
      this.depth--;
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  #statement(node: Stmt, scope: Scope): Signal {
    this.spend(1, node);
    this.reached.add(node);
    switch (node.kind) {
      case "expression":
        this.evaluate(node.value, scope);
        return;
      case "assign": {
        const value = this.evaluate(node.value, scope);
        for (const target of node.targets) this.assign(target, value, scope);
        return;
      }
      case "update":
        this.assign(
          node.target,
          this.binary(node.op, this.evaluate(node.target, scope), this.evaluate(node.value, scope), node),
          scope,
        );
        return;
      case "if":
        for (const { test, body } of node.branches) if (this.truth(test, scope)) return this.block(body, scope);
        return this.block(node.otherwise, scope);
      case "for":
        return this.#for(node, scope);
      case "while":
        return this.#while(node, scope);
      case "break":
      case "continue":
        return node.kind;
      case "return":
        return { returned: node.value ? this.evaluate(node.value, scope) : null };
      case "pass":
        return;
      case "assert":
        this.evaluate(node.test, scope);
        return;
      case "with":
        for (const { value, target } of node.items) {
          const context = this.evaluate(value, scope);
          if (!is(context, "token") || context.name !== "no_grad")
            throw new ReadError(value, "only `with torch.no_grad():` is available in this lesson");
          if (target) this.assign(target, null, scope);
        }
        return this.block(node.body, scope);
      case "def":
        this.remembered.changed();
        scope.names.set(node.name, this.#function(node, scope));
        return;
      case "class":
        this.remembered.changed();
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
      defaults: this.defaults(node.params, scope),
      body: node.body,
      scope,
    };
  }

  #class(node: Extract<Stmt, { kind: "class" }>, scope: Scope): Value {
    const [base = null] = node.bases.map((one) => this.evaluate(one, scope));
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
    this.block(node.body, own);
    for (const one of own.names.values()) if (is(one, "function")) one.owner ??= made;
    return made;
  }

  #for(node: Extract<Stmt, { kind: "for" }>, scope: Scope): Signal {
    const items = turnsOf(this.evaluate(node.source, scope), node.source, this);
    const loop = this.loops.enter(node, items.count, null);
    try {
      for (let i = 0; i < items.count; i++) {
        this.assign(node.target, items.item(i), scope);
        const signal = this.block(node.body, scope);
        if (signal === "break") return undefined;
        if (typeof signal === "object") return signal;
        if (this.loops.turned(loop)) return undefined;
      }
    } finally {
      this.loops.leave();
    }
    return this.block(node.otherwise, scope);
  }

  #while(node: Extract<Stmt, { kind: "while" }>, scope: Scope): Signal {
    const { test } = node;
    const bounds = (): [number, number] | null => {
      if (test.kind !== "compare" || test.rest.length !== 1 || !/^<=?$/.test(test.rest[0].op)) return null;
      const [a, b] = [this.evaluate(test.first, scope), this.evaluate(test.rest[0].right, scope)];
      return is(a, "num") && is(b, "num") ? [a.v, b.v + (test.rest[0].op === "<=" ? 1 : 0)] : null;
    };
    const loop = this.loops.enter(node, null, bounds);
    try {
      while (this.truth(test, scope)) {
        const signal = this.block(node.body, scope);
        if (signal === "break") return undefined;
        if (typeof signal === "object") return signal;
        if (this.loops.turned(loop)) return undefined;
      }
    } finally {
      this.loops.leave();
    }
    return this.block(node.otherwise, scope);
  }

  protected assign(target: Expr, value: Value, scope: Scope): void {
    this.spend(1, target);
    switch (target.kind) {
      case "name":
        if (scope === this.globals) this.remembered.named(value);
        scope.names.set(target.name, value);
        return;
      case "list": {
        const items = unpacked(value, target.items.length, target, this);
        const starred = target.items.findIndex(({ kind }) => kind === "star");
        if (starred < 0 ? items.length !== target.items.length : items.length < target.items.length - 1)
          throw new ReadError(target, `${target.items.length} names for ${items.length} values`);
        target.items.forEach((one, i) => {
          if (one.kind !== "star")
            this.assign(one, items[starred < 0 || i < starred ? i : items.length - target.items.length + i], scope);
          else this.assign(one.of, list(items.slice(i, items.length - target.items.length + i + 1)), scope);
        });
        return;
      }
      case "attribute": {
        const of = this.evaluate(target.of, scope);
        this.remembered.changed();
        if (is(of, "instance")) of.fields.set(target.name, value);
        else if (is(of, "param") && target.name === "requires_grad") freeze(of, value === false);
        else throw new ReadError(target, `\`${target.name}\` of ${described(of)} cannot be set in this lesson`);
        return;
      }
      case "index": {
        const of = this.evaluate(target.of, scope);
        const parts = this.parts(target.items, scope);
        this.remembered.changed();
        setItem(of, parts, value, target);
        return;
      }
      default:
        throw new ReadError(target, "this cannot be assigned to");
    }
  }
}
