/** Python's grammar as far as scripts of a lesson need it: what parse.ts makes of the text and evaluate.ts follows. */
import type { Span } from "./problem.js";

export type Expr = Span &
  (
    | { kind: "name"; name: string }
    | { kind: "number"; value: number; float: boolean }
    | { kind: "text"; value: string }
    | { kind: "format"; parts: (string | { value: Expr; spec: string })[] }
    | { kind: "constant"; value: boolean | null }
    | { kind: "list"; items: Expr[]; tuple: boolean }
    | { kind: "dict"; entries: { key: Expr; value: Expr }[] }
    | { kind: "call"; callee: Expr; args: Argument[] }
    | { kind: "attribute"; of: Expr; name: string; at: Span }
    | { kind: "index"; of: Expr; items: Expr[] }
    | { kind: "slice"; from_: Expr | null; to_: Expr | null; step: Expr | null }
    | { kind: "binary"; op: string; left: Expr; right: Expr }
    | { kind: "compare"; first: Expr; rest: { op: string; right: Expr }[] }
    | { kind: "unary"; op: string; of: Expr }
    | { kind: "either"; op: "and" | "or"; left: Expr; right: Expr }
    | { kind: "condition"; test: Expr; yes: Expr; no: Expr }
    | { kind: "lambda"; params: Parameter[]; body: Expr }
    | { kind: "comprehension"; element: Expr; clauses: Clause[] }
    | { kind: "star"; of: Expr }
  );

export interface Clause {
  target: Expr;
  source: Expr;
  tests: Expr[];
}

export interface Argument {
  /** "*" and "**" unpack. */
  star: "" | "*" | "**";
  name?: string;
  value: Expr;
}

export interface Parameter {
  name: string;
  star: "" | "*" | "**";
  otherwise?: Expr;
}

export interface FunctionNode extends Span {
  kind: "def";
  name: string;
  params: Parameter[];
  body: Stmt[];
}

export interface ClassNode extends Span {
  kind: "class";
  name: string;
  bases: Expr[];
  body: Stmt[];
}

export type Stmt =
  | FunctionNode
  | ClassNode
  | (Span &
      (
        | { kind: "assign"; targets: Expr[]; value: Expr }
        | { kind: "update"; target: Expr; op: string; value: Expr }
        | { kind: "expression"; value: Expr }
        | { kind: "for"; target: Expr; source: Expr; body: Stmt[]; otherwise: Stmt[] }
        | { kind: "while"; test: Expr; body: Stmt[]; otherwise: Stmt[] }
        | { kind: "if"; branches: { test: Expr; body: Stmt[] }[]; otherwise: Stmt[] }
        | { kind: "break" | "continue" | "pass" }
        | { kind: "return"; value: Expr | null }
        | { kind: "with"; items: { value: Expr; target: Expr | null }[]; body: Stmt[] }
        | { kind: "import"; module: string | null; names: { name: string; as: string; at: Span }[] }
        | { kind: "assert"; test: Expr }
      ));
