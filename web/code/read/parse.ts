/** Text → syntax.ts, over the grammar of @lezer/python. Throws ReadError at what is no Python, or more than a script needs. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { didYouMean, ReadError, type Span } from "./problem.js";
import type { Argument, Clause, Expr, Parameter, Stmt } from "./syntax.js";

const DEEPEST = 120; // brackets within brackets; the evaluator goes down as far
const LONGEST = 200_000; // characters

export function parseScript(text: string): Stmt[] {
  if (text.length > LONGEST) throw new ReadError({ from: 0, to: 1 }, "this script is too long to be read here");
  const tree = parser.parse(text);
  let error: SyntaxNode | null = null;
  tree.iterate({
    enter(node) {
      if (node.type.isError) error ??= node.node;
      return error === null;
    },
  });
  if (error) throw notPython(text, error);
  return new Reader(text).statements(tree.topNode);
}

/** Where the grammar gave up: the place, and what stands there. */
function notPython(text: string, { from, to, parent }: SyntaxNode): ReadError {
  const word = /^[^\s]{1,20}/.exec(text.slice(from))?.[0] ?? "";
  const inside = parent && /ArgList|Expression/.test(parent.name) && /^[[({]/.test(text.slice(parent.from));
  if (word === "" || /^\s/.test(text.slice(from, from + 1)))
    return new ReadError({ from: Math.max(0, from - 1), to: from }, "something is missing here");
  if (inside && to === from)
    return new ReadError({ from, to: from + word.length }, "a comma or a closing bracket is missing before this");
  return new ReadError({ from, to: Math.max(to, from + word.length) }, `\`${word}\` cannot stand here in Python`);
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"', "\n": "" };
const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
const quotes = /^([a-zA-Z]*)("""|'''|"|')/;

class Reader {
  #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  statements(parent: SyntaxNode): Stmt[] {
    const found: Stmt[] = [];
    for (const node of children(parent)) {
      if (node.name === "Comment" || node.name === ":" || node.name === ";") continue;
      if (node.name === "StatementGroup") found.push(...this.statements(node));
      else found.push(this.#deeper(node, () => this.#statement(node)));
    }
    return found;
  }

  #deeper<T>(node: SyntaxNode, make: () => T): T {
    if (this.#depth >= DEEPEST) throw new ReadError(node, "this is nested too deeply to be read here");
    this.#depth++;
    const made = make();
    this.#depth--;
    return made;
  }

  #slice(node: Span): string {
    return this.#text.slice(node.from, node.to);
  }

  #unknown(node: SyntaxNode): ReadError {
    const word = /^\S{1,20}/.exec(this.#slice(node))?.[0] ?? node.name;
    return new ReadError(
      { from: node.from, to: node.from + word.length },
      `\`${word}\` is more Python than is read here`,
    );
  }

  #statement(node: SyntaxNode): Stmt {
    const at = { from: node.from, to: node.to };
    const inner = children(node);
    switch (node.name) {
      case "ExpressionStatement":
        return { kind: "expression", value: this.#sequence(inner, at), ...at };
      case "AssignStatement": {
        const sides = split(
          inner.filter(({ name }) => name !== "TypeDef"),
          "AssignOp",
        ).map((side) => this.#sequence(side, at));
        return { kind: "assign", targets: sides.slice(0, -1), value: sides.at(-1)!, ...at };
      }
      case "UpdateStatement": {
        const place = inner.findIndex(({ name }) => name === "UpdateOp");
        const op = this.#slice(inner[place]).slice(0, -1);
        const target = this.#sequence(inner.slice(0, place), at);
        return { kind: "update", target, op, value: this.#sequence(inner.slice(place + 1), at), ...at };
      }
      case "ForStatement": {
        const source = inner.findIndex(({ name }) => name === "in");
        const bodies = inner.filter(({ name }) => name === "Body");
        const last = inner.indexOf(bodies[0]);
        return {
          kind: "for",
          target: this.#sequence(inner.slice(1, source), at),
          source: this.#sequence(inner.slice(source + 1, last), at),
          body: this.statements(bodies[0]),
          otherwise: bodies[1] ? this.statements(bodies[1]) : [],
          ...at,
        };
      }
      case "WhileStatement": {
        const bodies = inner.filter(({ name }) => name === "Body");
        const otherwise = bodies[1] ? this.statements(bodies[1]) : [];
        return { kind: "while", test: this.#expression(inner[1]), body: this.statements(bodies[0]), otherwise, ...at };
      }
      case "IfStatement": {
        const branches: { test: Expr; body: Stmt[] }[] = [];
        let otherwise: Stmt[] = [];
        inner.forEach((child, i) => {
          if (child.name !== "Body") return;
          if (inner[i - 1].name === "else") otherwise = this.statements(child);
          else branches.push({ test: this.#expression(inner[i - 1]), body: this.statements(child) });
        });
        return { kind: "if", branches, otherwise, ...at };
      }
      case "BreakStatement":
        return { kind: "break", ...at };
      case "ContinueStatement":
        return { kind: "continue", ...at };
      case "PassStatement":
        return { kind: "pass", ...at };
      case "ReturnStatement":
        return { kind: "return", value: inner.length > 1 ? this.#sequence(inner.slice(1), at) : null, ...at };
      case "WithStatement": {
        const body = inner.find(({ name }) => name === "Body")!;
        const items = split(inner.slice(1, inner.indexOf(body)), ",").map((item) => {
          const as = item.findIndex(({ name }) => name === "as");
          const value = this.#sequence(as < 0 ? item : item.slice(0, as), at);
          return { value, target: as < 0 ? null : this.#sequence(item.slice(as + 1), at) };
        });
        return { kind: "with", items, body: this.statements(body), ...at };
      }
      case "AssertStatement":
        return { kind: "assert", test: this.#expression(inner[1]), ...at };
      case "ImportStatement":
        return this.#import(inner, at);
      case "DecoratedStatement": {
        const definition = inner.find(({ name }) => /Definition$/.test(name));
        if (!definition) throw this.#unknown(node);
        return this.#statement(definition);
      }
      case "FunctionDefinition": {
        const name = inner.find((child) => child.name === "VariableName")!;
        const params = this.#parameters(inner.find((child) => child.name === "ParamList")!);
        const body = this.statements(inner.find((child) => child.name === "Body")!);
        return { kind: "def", name: this.#slice(name), params, body, ...at };
      }
      case "ClassDefinition": {
        const list = inner.find((child) => child.name === "ArgList");
        const bases = list ? this.#arguments(list).map(({ value }) => value) : [];
        const body = this.statements(inner.find((child) => child.name === "Body")!);
        return { kind: "class", name: this.#slice(inner[1]), bases, body, ...at };
      }
      default:
        throw this.#unknown(node);
    }
  }

  #import(inner: SyntaxNode[], at: Span): Stmt {
    const start = inner.findIndex(({ name }) => name === "import");
    const dotted = (nodes: SyntaxNode[]) => nodes.map((node) => this.#slice(node)).join("");
    const module = inner[0].name === "from" ? dotted(inner.slice(1, start)) : null;
    const rest = inner.slice(start + 1).filter(({ name }) => name !== "(" && name !== ")");
    const names = split(rest, ",").map((part) => {
      const as = part.findIndex(({ name }) => name === "as");
      const name = dotted(as < 0 ? part : part.slice(0, as));
      const short = module === null ? name.split(".")[0] : name;
      const last = part.at(-1) ?? inner[start];
      return { name, as: as < 0 ? short : this.#slice(last), at: { from: (part[0] ?? last).from, to: last.to } };
    });
    return { kind: "import", module, names, ...at };
  }

  #parameters(list: SyntaxNode): Parameter[] {
    const inner = children(list).filter(({ name }) => name !== "(" && name !== ")" && name !== "TypeDef");
    const params: Parameter[] = [];
    for (const part of split(inner, ",")) {
      const star = part[0].name === "*" || part[0].name === "**" ? part[0].name : "";
      const name = part[star ? 1 : 0];
      if (!name && star === "*") continue; // keyword-only from here on
      if (name?.name !== "VariableName") throw this.#unknown(list);
      const equals = part.findIndex((node) => node.name === "AssignOp");
      const otherwise = equals < 0 ? undefined : this.#expression(part[equals + 1]);
      params.push({ name: this.#slice(name), star, ...(otherwise ? { otherwise } : {}) });
    }
    return params;
  }

  #arguments(list: SyntaxNode): Argument[] {
    const inner = children(list);
    if (inner.some(({ name }) => name === "for")) {
      const value = this.#comprehension(inner.slice(1, -1), list);
      return [{ star: "", value }];
    }
    return split(inner.slice(1, -1), ",").map((part) => {
      if (part[0].name === "*" || part[0].name === "**")
        return { star: part[0].name, value: this.#sequence(part.slice(1), list) };
      if (part[1]?.name === "AssignOp")
        return { star: "", name: this.#slice(part[0]), value: this.#sequence(part.slice(2), list) };
      return { star: "", value: this.#sequence(part, list) };
    });
  }

  /** One expression, or a tuple without its brackets. */
  #sequence(nodes: SyntaxNode[], at: Span): Expr {
    const parts = nodes.filter(({ name }) => name !== "Comment");
    if (parts.length === 1) return this.#expression(parts[0]);
    if (parts.length === 0) throw new ReadError(at, "something is missing here");
    const items = split(parts, ",").map((part) => this.#item(part));
    return { kind: "list", tuple: true, items, from: parts[0].from, to: parts.at(-1)!.to };
  }

  #item(part: SyntaxNode[]): Expr {
    const last = part.at(-1)!;
    if (part[0].name === "*" && part.length === 2)
      return { kind: "star", of: this.#expression(last), from: part[0].from, to: last.to };
    if (part.length !== 1) throw this.#unknown(part[0]);
    return this.#expression(last);
  }

  #expression(node: SyntaxNode | undefined): Expr {
    if (!node) throw new ReadError({ from: this.#text.length, to: this.#text.length }, "something is missing here");
    return this.#deeper(node, () => this.#read(node));
  }

  #read(node: SyntaxNode): Expr {
    const at = { from: node.from, to: node.to };
    const inner = children(node);
    switch (node.name) {
      case "VariableName":
        return { kind: "name", name: this.#slice(node), ...at };
      case "Number": {
        const written = this.#slice(node).replace(/_/g, "");
        const value = Number(written);
        if (!Number.isFinite(value)) throw this.#unknown(node);
        return { kind: "number", value, float: /[.e]/i.test(written) && !/^0x/i.test(written), ...at };
      }
      case "Boolean":
        return { kind: "constant", value: this.#slice(node) === "True", ...at };
      case "None":
        return { kind: "constant", value: null, ...at };
      case "String":
      case "ContinuedString":
        return { kind: "text", value: this.#string(node), ...at };
      case "FormatString":
        return this.#format(node, inner);
      case "ParenthesizedExpression":
        // Brackets belong to what they hold: a number's place is the number.
        return this.#sequence(inner.slice(1, -1), at);
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
          if (part.length !== 3) throw this.#unknown(node);
          return { key: this.#expression(part[0]), value: this.#expression(part[2]) };
        });
        return { kind: "dict", entries, ...at };
      }
      case "CallExpression":
        return { kind: "call", callee: this.#expression(inner[0]), args: this.#arguments(inner.at(-1)!), ...at };
      case "MemberExpression":
        return this.#member(inner, at);
      case "BinaryExpression":
        return this.#binary(inner, at);
      case "UnaryExpression":
        return { kind: "unary", op: this.#slice(inner[0]), of: this.#expression(inner.at(-1)), ...at };
      case "ConditionalExpression": {
        const [yes, test, no] = inner.filter(({ name }) => name !== "if" && name !== "else");
        return {
          kind: "condition",
          test: this.#expression(test),
          yes: this.#expression(yes),
          no: this.#expression(no),
          ...at,
        };
      }
      case "LambdaExpression": {
        const list = inner.find(({ name }) => name === "ParamList");
        return {
          kind: "lambda",
          params: list ? this.#parameters(list) : [],
          body: this.#expression(inner.at(-1)),
          ...at,
        };
      }
      default:
        throw this.#unknown(node);
    }
  }

  #string(node: SyntaxNode): string {
    if (node.name === "ContinuedString") {
      return children(node)
        .filter(({ name }) => name !== "Comment")
        .map((part) => {
          if (part.name !== "String") throw this.#unknown(part);
          return this.#string(part);
        })
        .join("");
    }
    const written = this.#slice(node);
    const [start, prefix, quote] = quotes.exec(written) ?? ["", "", ""];
    const body = written.slice(start.length, written.length - quote.length);
    return /r/i.test(prefix) ? body : unescaped(body);
  }

  #format(node: SyntaxNode, inner: SyntaxNode[]): Expr {
    const written = this.#slice(node);
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
      parts.push({ value: this.#expression(value), spec: spec ? this.#slice(spec).slice(1) : "" });
      from = part.to;
    }
    plain(node.to - quote.length);
    return { kind: "format", parts, from: node.from, to: node.to };
  }

  #member(inner: SyntaxNode[], at: Span): Expr {
    const of = this.#expression(inner[0]);
    if (inner[1].name === ".") {
      const name = inner[2];
      return { kind: "attribute", of, name: this.#slice(name), at: { from: name.from, to: name.to }, ...at };
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
        else if (which > 2) throw this.#unknown(node);
        else bounds[which] = this.#expression(node);
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
    const left = this.#expression(inner[0]);
    const right = this.#expression(inner.at(-1));
    const op = inner
      .slice(1, -1)
      .map((node) => this.#slice(node))
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
      if (inner[i].name === "if") clauses.at(-1)!.tests.push(this.#sequence(inner.slice(i + 1, end), at));
      else {
        const within = inner.findIndex((node, k) => k > i && node.name === "in");
        if (within < 0 || within >= end) throw this.#unknown(inner[i]);
        const target = this.#sequence(inner.slice(i + 1, within), at);
        clauses.push({ target, source: this.#sequence(inner.slice(within + 1, end), at), tests: [] });
      }
      i = end;
    }
    return {
      kind: "comprehension",
      element: this.#sequence(inner.slice(0, start), at),
      clauses,
      from: at.from,
      to: at.to,
    };
  }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== "Comment") found.push(child);
  return found;
}

/** The runs of nodes between separators; a last empty run (a trailing comma) is none. */
function split(nodes: SyntaxNode[], separator: string): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts.filter((part) => part.length > 0);
}

/** What a message says about a name that nobody knows. */
export const unknownName = (name: string, known: Iterable<string>): string =>
  `\`${name}\` is not defined${didYouMean(name, known)}`;
