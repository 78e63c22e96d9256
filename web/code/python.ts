/** Python source text, laid out as the formatter Black lays it out: 88 columns, one item a line where it gets long. */

/** An expression: its text, or something in brackets that may be broken over lines. */
export type Expression = string | Bracketed;

export interface Bracketed {
  /** What stands before the first bracket: `nn.Linear`, or "" for a tuple or list. */
  head: string;
  open: "(" | "[";
  items: readonly Expression[];
  /** What follows the last bracket: `.requires_grad_(False)`. */
  tail: string;
  /** One item a line, however short (Black's magic trailing comma). */
  tall: boolean;
  /** The items are the clauses of a comprehension: no commas between them. */
  clauses?: boolean;
}

const COLUMNS = 88;
const INDENT = "    ";

export const call = (head: string, items: readonly Expression[], tail = ""): Bracketed => ({
  head,
  open: "(",
  items,
  tail,
  tall: false,
});

export const list = (items: readonly Expression[]): Bracketed => ({
  head: "",
  open: "[",
  items,
  tail: "",
  tall: false,
});

/** `*(layer for _ in range(8) …)`: a generator, unpacked. */
export const unpacked = (item: Expression, ...clauses: Expression[]): Bracketed => ({
  head: "*",
  open: "(",
  items: [item, ...clauses],
  tail: "",
  tall: false,
  clauses: true,
});

export const tall = (expression: Bracketed): Bracketed => ({ ...expression, tall: true });

/** A keyword argument. */
export function keyword(name: string, value: Expression): Expression {
  return typeof value === "string" ? `${name}=${value}` : { ...value, head: `${name}=${value.head}` };
}

/** A number, truth value, text or tuple of them as Python writes it. */
export function literal(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `(${value.map(literal).join(", ")}${value.length === 1 ? "," : ""})`;
  if (typeof value !== "number") return "None";
  if (!Number.isFinite(value)) return `float("${String(value).replace("Infinity", "inf").toLowerCase()}")`;
  const plain = String(value);
  const short = value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : plain.replace("e+", "e");
  return short;
}

function flat(expression: Expression): string {
  if (typeof expression === "string") return expression;
  const close = expression.open === "(" ? ")" : "]";
  const items = expression.items.map(flat).join(expression.clauses ? " " : ", ");
  return `${expression.head}${expression.open}${items}${close}${expression.tail}`;
}

const isTall = (expression: Expression): boolean =>
  typeof expression !== "string" && (expression.tall || expression.items.some(isTall));

/** The lines of `before` + expression + `after`, at an indentation of so many levels. */
function layOut(before: string, expression: Expression, after: string, level: number): string[] {
  const margin = INDENT.repeat(level);
  const whole = `${margin}${before}${flat(expression)}${after}`;
  if (typeof expression === "string") return whole.split("\n");
  if (whole.length <= COLUMNS && !isTall(expression)) return [whole];
  const close = expression.open === "(" ? ")" : "]";
  const first = `${margin}${before}${expression.head}${expression.open}`;
  const last = `${margin}${close}${expression.tail}${after}`;
  if (expression.items.length === 0) return [`${first}${last.trim()}`];
  const comma = expression.clauses ? "" : ",";
  const body = `${margin}${INDENT}${expression.items.map(flat).join(`${comma} `)}`;
  if (!expression.clauses && !isTall(expression) && body.length <= COLUMNS) return [first, body, last];
  // What stands alone in its brackets and is broken anyhow needs no comma to keep it so.
  const alone = expression.items.length === 1 && isTall(expression.items[0]);
  return [first, ...expression.items.flatMap((item) => layOut("", item, alone ? "" : comma, level + 1)), last];
}

/** `name = expression`, or the expression alone where `name` is "". */
export function statement(name: string, expression: Expression, level = 0): string {
  return layOut(name === "" ? "" : `${name} = `, expression, "", level).join("\n");
}
