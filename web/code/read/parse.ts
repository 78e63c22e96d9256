/** Text → syntax.ts, over the grammar of @lezer/python. Throws ReadError at what is no Python, or more than a script needs. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { children, ExpressionReader, split } from "./parse_expressions.js";
import { ReadError, type Span } from "./problem.js";
import type { Expr, Stmt } from "./syntax.js";

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
  return new StatementReader(text).statements(tree.topNode);
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

class StatementReader extends ExpressionReader {
  statements(parent: SyntaxNode): Stmt[] {
    const found: Stmt[] = [];
    for (const node of children(parent)) {
      if (node.name === "Comment" || node.name === ":" || node.name === ";") continue;
      if (node.name === "StatementGroup") found.push(...this.statements(node));
      else found.push(this.deeper(node, () => this.#statement(node)));
    }
    return found;
  }

  #statement(node: SyntaxNode): Stmt {
    const at = { from: node.from, to: node.to };
    const inner = children(node);
    switch (node.name) {
      case "ExpressionStatement":
        return { kind: "expression", value: this.sequence(inner, at), ...at };
      case "AssignStatement": {
        const sides = split(
          inner.filter(({ name }) => name !== "TypeDef"),
          "AssignOp",
        ).map((side) => this.sequence(side, at));
        return { kind: "assign", targets: sides.slice(0, -1), value: sides.at(-1)!, ...at };
      }
      case "UpdateStatement": {
        const place = inner.findIndex(({ name }) => name === "UpdateOp");
        const op = this.slice(inner[place]).slice(0, -1);
        const target = this.sequence(inner.slice(0, place), at);
        return { kind: "update", target, op, value: this.sequence(inner.slice(place + 1), at), ...at };
      }
      case "ForStatement": {
        const source = inner.findIndex(({ name }) => name === "in");
        const bodies = inner.filter(({ name }) => name === "Body");
        const last = inner.indexOf(bodies[0]);
        return {
          kind: "for",
          target: this.sequence(inner.slice(1, source), at),
          source: this.sequence(inner.slice(source + 1, last), at),
          body: this.statements(bodies[0]),
          otherwise: bodies[1] ? this.statements(bodies[1]) : [],
          ...at,
        };
      }
      case "WhileStatement": {
        const bodies = inner.filter(({ name }) => name === "Body");
        const otherwise = bodies[1] ? this.statements(bodies[1]) : [];
        return { kind: "while", test: this.expression(inner[1]), body: this.statements(bodies[0]), otherwise, ...at };
      }
      case "IfStatement": {
        const branches: { test: Expr; body: Stmt[] }[] = [];
        let otherwise: Stmt[] = [];
        inner.forEach((child, i) => {
          if (child.name !== "Body") return;
          if (inner[i - 1].name === "else") otherwise = this.statements(child);
          else branches.push({ test: this.expression(inner[i - 1]), body: this.statements(child) });
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
        return { kind: "return", value: inner.length > 1 ? this.sequence(inner.slice(1), at) : null, ...at };
      case "WithStatement": {
        const body = inner.find(({ name }) => name === "Body")!;
        const items = split(inner.slice(1, inner.indexOf(body)), ",").map((item) => {
          const as = item.findIndex(({ name }) => name === "as");
          const value = this.sequence(as < 0 ? item : item.slice(0, as), at);
          return { value, target: as < 0 ? null : this.sequence(item.slice(as + 1), at) };
        });
        return { kind: "with", items, body: this.statements(body), ...at };
      }
      case "AssertStatement":
        return { kind: "assert", test: this.expression(inner[1]), ...at };
      case "ImportStatement":
        return this.#import(inner, at);
      case "DecoratedStatement": {
        const definition = inner.find(({ name }) => /Definition$/.test(name));
        if (!definition) throw this.unknown(node);
        return this.#statement(definition);
      }
      case "FunctionDefinition": {
        const name = inner.find((child) => child.name === "VariableName")!;
        const params = this.parameters(inner.find((child) => child.name === "ParamList")!);
        const body = this.statements(inner.find((child) => child.name === "Body")!);
        return { kind: "def", name: this.slice(name), params, body, ...at };
      }
      case "ClassDefinition": {
        const list = inner.find((child) => child.name === "ArgList");
        const bases = list ? this.arguments(list).map(({ value }) => value) : [];
        const body = this.statements(inner.find((child) => child.name === "Body")!);
        return { kind: "class", name: this.slice(inner[1]), bases, body, ...at };
      }
      default:
        throw this.unknown(node);
    }
  }

  #import(inner: SyntaxNode[], at: Span): Stmt {
    const start = inner.findIndex(({ name }) => name === "import");
    const dotted = (nodes: SyntaxNode[]) => nodes.map((node) => this.slice(node)).join("");
    const module = inner[0].name === "from" ? dotted(inner.slice(1, start)) : null;
    const rest = inner.slice(start + 1).filter(({ name }) => name !== "(" && name !== ")");
    const names = split(rest, ",").map((part) => {
      const as = part.findIndex(({ name }) => name === "as");
      const name = dotted(as < 0 ? part : part.slice(0, as));
      const short = module === null ? name.split(".")[0] : name;
      const last = part.at(-1) ?? inner[start];
      return { name, as: as < 0 ? short : this.slice(last), at: { from: (part[0] ?? last).from, to: last.to } };
    });
    return { kind: "import", module, names, ...at };
  }
}
