/** Expressions of the text → syntax.ts; arguments and parameters are among them. Throws ReadError. */
import type { SyntaxNode } from "@lezer/common";
import { ReadError, type Span } from "./problem.js";
import type { Argument, Clause, Expr, Parameter } from "./syntax.js";

const DEEPEST = 120; // brackets within brackets; the evaluator goes down as far

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "\n": "" };
const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
const quotes = /^([a-zA-Z]*)("""|'''|"|')/;

export class ExpressionReader {
  #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  protected deeper<T>(node: SyntaxNode, make: () => T): T {
    if (this.#depth >= DEEPEST) throw new ReadError(node, "this is nested too deeply to be read here");
    this.#depth++;
    const made = make();
    this.#depth--;
    return made;
  }

  protected slice(node: Span): string {
    return this.#text.slice(node.from, node.to);
  }

  protected unknown(node: SyntaxNode): ReadError {
    const word = /^\S{1,20}/.exec(this.slice(node))?.[0] ?? node.name;
    return new ReadError(
      { from: node.from, to: node.from + word.length },
      `\`${word}\` is more Python than is read here`,
    );
  }

  protected parameters(list: SyntaxNode): Parameter[] {
    const inner = children(list).filter(({ name }) => name !== "(" && name !== ")" && name !== "TypeDef");
    const params: Parameter[] = [];
    for (const part of split(inner, ",")) {
      const star = part[0].name === "*" || part[0].name === "**" ? part[0].name : "";
      const name = part[star ? 1 : 0];
      if (!name && star === "*") continue; // keyword-only from here on
      if (name?.name !== "VariableName") throw this.unknown(list);
      const equals = part.findIndex((node) => node.name === "AssignOp");
      const otherwise = equals < 0 ? undefined : this.expression(part[equals + 1]);
      params.push({ name: this.slice(name), star, ...(otherwise ? { otherwise } : {}) });
    }
    return params;
  }

  protected arguments(list: SyntaxNode): Argument[] {
    const inner = children(list);
    if (inner.some(({ name }) => name === "for")) {
      const value = this.#comprehension(inner.slice(1, -1), list);
      return [{ star: "", value }];
    }
    return split(inner.slice(1, -1), ",").map((part) => {
      if (part[0].name === "*" || part[0].name === "**")
        return { star: part[0].name, value: this.sequence(part.slice(1), list) };
      if (part[1]?.name === "AssignOp")
        return { star: "", name: this.slice(part[0]), value: this.sequence(part.slice(2), list) };
      return { star: "", value: this.sequence(part, list) };
    });
  }

  /** One expression, or a tuple without its brackets. */
  protected sequence(nodes: SyntaxNode[], at: Span): Expr {
    const parts = nodes.filter(({ name }) => name !== "Comment");
    if (parts.length === 1) return this.expression(parts[0]);
    if (parts.length === 0) throw new ReadError(at, "something is missing here");
    const items = split(parts, ",").map((part) => this.#item(part));
    return { kind: "list", tuple: true, items, from: parts[0].from, to: parts.at(-1)!.to };
  }

  #item(part: SyntaxNode[]): Expr {
    const last = part.at(-1)!;
    if (part[0].name === "*" && part.length === 2)
      return { kind: "star", of: this.expression(last), from: part[0].from, to: last.to };
    if (part.length !== 1) throw this.unknown(part[0]);
    return this.expression(last);
  }

  protected expression(node: SyntaxNode | undefined): Expr {
    if (!node) throw new ReadError({ from: this.#text.length, to: this.#text.length }, "something is missing here");
    return this.deeper(node, () => this.#read(node));
  }

  #read(node: SyntaxNode): Expr {
    const at = { from: node.from, to: node.to };
    const inner = children(node);
    switch (node.name) {
      case "VariableName":
        return { kind: "name", name: this.slice(node), ...at };
      case "Number": {
        const written = this.slice(node).replace(/_/g, "");
        const value = Number(written);
        if (!Number.isFinite(value)) throw this.unknown(node);
        return { kind: "number", value, float: /[.e]/i.test(written) && !/^0x/i.test(written), ...at };
      }
      case "Boolean":
        return { kind: "constant", value: this.slice(node) === "True", ...at };
      case "None":
        return { kind: "constant", value: null, ...at };
      case "String":
      case "ContinuedString":
        return { kind: "text", value: this.#string(node), ...at };
      case "FormatString":
        return this.#format(node, inner);
      case "ParenthesizedExpression":
        // Brackets belong to what they hold: a number's place is the number.
        return this.sequence(inner.slice(1, -1), at);
      case "TupleExpression":
      case "ArrayExpression": {
        const items = split(inner.slice(1, -1), ",").map((part) => this.#item(part));
        return { kind: "list", tuple: node.name === "TupleExpression", items, ...at };
      }
      case "ArrayComprehensionExpression":
      case "ComprehensionExpression":
        return this.#comprehension(inner.slice(1, -1), at);
      case "DictionaryExpression": {
        const entries = split(inner.slice(1, -1), ",").map((part) => {
          if (part.length !== 3) throw this.unknown(node);
          return { key: this.expression(part[0]), value: this.expression(part[2]) };
        });
        return { kind: "dict", entries, ...at };
      }
      case "CallExpression":
        return { kind: "call", callee: this.expression(inner[0]), args: this.arguments(inner.at(-1)!), ...at };
      case "MemberExpression":
        return this.#member(inner, at);
      case "BinaryExpression":
        return this.#binary(inner, at);
      case "UnaryExpression":
        return { kind: "unary", op: this.slice(inner[0]), of: this.expression(inner.at(-1)), ...at };
      case "ConditionalExpression": {
        const [yes, test, no] = inner.filter(({ name }) => name !== "if" && name !== "else");
        return {
          kind: "condition",
          test: this.expression(test),
          yes: this.expression(yes),
          no: this.expression(no),
          ...at,
        };
      }
      case "LambdaExpression": {
        const list = inner.find(({ name }) => name === "ParamList");
        return {
          kind: "lambda",
          params: list ? this.parameters(list) : [],
          body: this.expression(inner.at(-1)),
          ...at,
        };
      }
      default:
        throw this.unknown(node);
    }
  }

  #string(node: SyntaxNode): string {
    if (node.name === "ContinuedString") {
      return children(node)
        .filter(({ name }) => name !== "Comment")
        .map((part) => {
          if (part.name !== "String") throw this.unknown(part);
          return this.#string(part);
        })
        .join("");
    }
    const written = this.slice(node);
    const [start, prefix, quote] = quotes.exec(written) ?? ["", "", ""];
    const body = written.slice(start.length, written.length - quote.length);
    return /r/i.test(prefix) ? body : unescaped(body);
  }

  #format(node: SyntaxNode, inner: SyntaxNode[]): Expr {
    const written = this.slice(node);
    const [start, , quote] = quotes.exec(written) ?? ["", "", ""];
    const parts: (string | { value: Expr; spec: string })[] = [];
    let from = node.from + start.length;
    const plain = (to: number) => {
      const text = unescaped(this.#text.slice(from, to)).replace(/\{\{/g, "{").replace(/\}\}/g, "}");
      if (text !== "") parts.push(text);
    };
    for (const part of inner.filter(({ name }) => name === "FormatReplacement")) {
      plain(part.from);
      const [, value] = children(part);
      const spec = children(part).find(({ name }) => name === "FormatSpec");
      parts.push({ value: this.expression(value), spec: spec ? this.slice(spec).slice(1) : "" });
      from = part.to;
    }
    plain(node.to - quote.length);
    return { kind: "format", parts, from: node.from, to: node.to };
  }

  #member(inner: SyntaxNode[], at: Span): Expr {
    const of = this.expression(inner[0]);
    if (inner[1].name === ".") {
      const name = inner[2];
      return { kind: "attribute", of, name: this.slice(name), at: { from: name.from, to: name.to }, ...at };
    }
    const parts = split(inner.slice(2, -1), ",");
    if (parts.length === 0) throw new ReadError(at, "something is missing between the brackets");
    const tuple = inner.slice(2, -1).at(-1)?.name === ",";
    const items = parts.map((part): Expr => {
      if (!part.some(({ name }) => name === ":")) return this.#item(part);
      const bounds: (Expr | null)[] = [null, null, null];
      let which = 0;
      for (const node of part) {
        if (node.name === ":") which++;
        else if (which > 2) throw this.unknown(node);
        else bounds[which] = this.expression(node);
      }
      return {
        kind: "slice",
        from_: bounds[0],
        to_: bounds[1],
        step: bounds[2],
        from: part[0].from,
        to: part.at(-1)!.to,
      };
    });
    if (tuple && items.length === 1)
      return { kind: "index", of, items: [{ kind: "list", tuple: true, items, ...at }], ...at };
    return { kind: "index", of, items, ...at };
  }

  #binary(inner: SyntaxNode[], at: Span): Expr {
    const left = this.expression(inner[0]);
    const right = this.expression(inner.at(-1));
    const op = inner
      .slice(1, -1)
      .map((node) => this.slice(node))
      .join(" ");
    if (op === "and" || op === "or") return { kind: "either", op, left, right, ...at };
    if (!/^(<|>|<=|>=|==|!=|is|is not|in|not in)$/.test(op)) return { kind: "binary", op, left, right, ...at };
    // a < b < c comes as (a < b) < c.
    const unbracketed = inner[0].name === "BinaryExpression";
    if (unbracketed && left.kind === "compare") return { ...left, rest: [...left.rest, { op, right }], ...at };
    return { kind: "compare", first: left, rest: [{ op, right }], ...at };
  }

  #comprehension(inner: SyntaxNode[], at: Span): Expr {
    const start = inner.findIndex(({ name }) => name === "for");
    const clauses: Clause[] = [];
    for (let i = start; i < inner.length; ) {
      const next = inner.findIndex((node, k) => k > i && (node.name === "for" || node.name === "if"));
      const end = next < 0 ? inner.length : next;
      if (inner[i].name === "if") clauses.at(-1)!.tests.push(this.sequence(inner.slice(i + 1, end), at));
      else {
        const within = inner.findIndex((node, k) => k > i && node.name === "in");
        if (within < 0 || within >= end) throw this.unknown(inner[i]);
        const target = this.sequence(inner.slice(i + 1, within), at);
        clauses.push({ target, source: this.sequence(inner.slice(within + 1, end), at), tests: [] });
      }
      i = end;
    }
    return {
      kind: "comprehension",
      element: this.sequence(inner.slice(0, start), at),
      clauses,
      from: at.from,
      to: at.to,
    };
  }
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== "Comment") found.push(child);
  return found;
}

/** The runs of nodes between separators; a last empty run (a trailing comma) is none. */
export function split(nodes: SyntaxNode[], separator: string): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts.filter((part) => part.length > 0);
}
