/** What +, *, <, … do with everything a script can hold. */
import { power } from "./members.js";
import { added, scaled } from "./modules.js";
import { ReadError, type Span } from "./problem.js";
import { argument, rowsOf, symbolic } from "./tensors.js";
import { type Penalty, tensor } from "./torch_values.js";
import { described, is, type Kind, list, type Num, num, type Sym, type Value } from "./values.js";

const names: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "&": "and",
  "|": "or",
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};
const LONGEST = 10_000;

/** Of plain numbers, as Python does it; null where there is none. */
export function calculate(op: string, a: number, b: number): number | null {
  switch (op) {
    case "add":
      return a + b;
    case "sub":
      return a - b;
    case "mul":
      return a * b;
    case "div":
      return b === 0 ? null : a / b;
    case "floordiv":
      return b === 0 ? null : Math.floor(a / b);
    case "mod":
      return b === 0 ? null : a - b * Math.floor(a / b);
    case "pow":
      return a ** b;
    case "and":
      return a & b;
    case "or":
      return a | b;
    default:
      return null;
  }
}

function numbers(op: string, a: Num, b: Num, at: Span): Num {
  const name = names[op];
  const result = calculate(name, a.v, b.v);
  if (result === null && b.v === 0) throw new ReadError(at, "this divides by zero");
  if (result === null || Number.isNaN(result)) throw new ReadError(at, `\`${op}\` has no value here`);
  return num(result, op === "/" || a.float || b.float || (op === "**" && b.v < 0));
}

const isNumber = (value: Value): value is Num | Sym => is(value, "num") || is(value, "sym");
const asNumber = (value: Value): Value => (typeof value === "boolean" ? num(value ? 1 : 0) : value);

export function binary(op: string, leftValue: Value, rightValue: Value, at: Span): Value {
  const [left, right] = [asNumber(leftValue), asNumber(rightValue)];
  if (!(op in names)) throw new ReadError(at, `\`${op}\` is not available in this lesson`);
  if (is(left, "num") && is(right, "num")) return numbers(op, left, right, at);
  if (isNumber(left) && isNumber(right)) return symbolic(names[op], left, right);
  if (typeof left === "string" && typeof right === "string" && op === "+" && left.length + right.length < LONGEST)
    return left + right;
  if (is(left, "list") && is(right, "list") && op === "+") return joined([left.items, right.items], left.tuple, at);
  if (is(left, "list") && is(right, "num") && op === "*") {
    const times = Math.max(0, Math.min(LONGEST, right.v));
    if (left.items.length * times > LONGEST) throw new ReadError(at, "this list gets too long to be read here");
    return joined(
      Array.from({ length: Math.floor(times) }, () => left.items),
      left.tuple,
      at,
    );
  }
  const special = flows(op, left, right, at) ?? losses(op, left, right, at);
  if (special) return special;
  if (is(left, "opaque") || is(right, "opaque")) return unknown(op, left, right);
  if ((is(left, "tensor") && (is(right, "tensor") || isNumber(right))) || (isNumber(left) && is(right, "tensor")))
    return arithmetic(names[op], left, right, at);
  throw new ReadError(at, `\`${op}\` cannot join ${described(left)} and ${described(right)}`);
}

/** What is still known of a result that something was done to: how many times it there is. */
function unknown(op: string, left: Value, right: Value): Value {
  const plain: Value = { t: "opaque", ...(is(left, "opaque") && left.of ? { of: left.of } : {}) };
  const [made, by] = is(left, "opaque") ? [left, right] : [right as Kind<"opaque">, left];
  const { result } = made;
  if (!result || !("factor" in result) || !is(by, "num") || by.v === 0) return plain;
  if (op !== "*" && !(op === "/" && made === left)) return plain;
  const factor = op === "*" ? result.factor * by.v : result.factor / by.v;
  if (result.what !== "count" || op === "*") return { ...plain, result: { ...result, factor } };
  const rows = rowsOf(result.targets);
  if (rows?.t !== "num" || rows.v !== by.v) return plain;
  return { ...plain, result: { ...result, what: "accuracy" } };
}

/** A number comes last where the order does not matter. */
function arithmetic(name: string, left: Value, right: Value, at: Span): Value {
  const turned = (name === "mul" || name === "add") && !is(left, "tensor");
  const [first, second] = turned ? [right, left] : [left, right];
  if (name === "pow" && is(second, "num") && second.v === 2 && is(first, "tensor")) return tensor("square", first.node);
  return tensor(name, argument(first, at), argument(second, at));
}

function joined(parts: Value[][], tuple: boolean, at: Span): Value {
  const items = parts.flat();
  if (items.length > LONGEST) throw new ReadError(at, "this list gets too long to be read here");
  return list(items, tuple);
}

function flows(op: string, left: Value, right: Value, at: Span): Value | null {
  if (is(left, "flow") && is(right, "flow")) {
    if (op === "+") return added(left, right, at);
    throw new ReadError(at, "outputs can be joined only by `+`, as in a residual block");
  }
  const [flow, other] = is(left, "flow") ? [left, right] : is(right, "flow") ? [right, left] : [null, null];
  if (!flow) return null;
  if (op === "*" && is(other, "num")) return scaled(flow, other, at);
  if (op === "/" && is(other, "num") && flow === left && other.v !== 0) return scaled(flow, num(1 / other.v), at);
  if (is(other, "tensor") || is(other, "opaque") || is(other, "num")) return { t: "opaque", of: flow };
  return null;
}

function times(penalty: Penalty, by: Num): Penalty {
  // 0.001 * Σ: the number of the text stays the one that is known.
  const factor = penalty.factor.v === 1 && !penalty.factor.at ? by : num(penalty.factor.v * by.v);
  return { ...penalty, factor };
}

function losses(op: string, left: Value, right: Value, at: Span): Value | null {
  if (is(left, "param") && op === "**") return power(left, right, at);
  if (is(left, "param") && is(right, "param") && op === "*" && left.layer === right.layer && left.name === right.name)
    return power(left, num(2), at);
  if (is(left, "param") || is(right, "param")) return { t: "opaque" };
  const [penalty, other] = is(left, "penalty") ? [left, right] : is(right, "penalty") ? [right, left] : [null, null];
  if (penalty && is(other, "num")) {
    if (op === "*") return times(penalty, other);
    if (op === "+" && other.v === 0) return penalty;
    if (op === "/" && penalty === left && other.v !== 0) return times(penalty, num(1 / other.v));
  }
  if (is(left, "penalty") && is(right, "penalty") && op === "+") {
    if (left.factor.v !== right.factor.v) throw new ReadError(at, "all weights have the same penalty in this lesson");
    return { ...left, params: [...left.params, ...right.params], summed: left.summed && right.summed };
  }
  const loss = is(left, "loss") ? left : is(right, "loss") ? right : null;
  if (!loss) return null;
  if (op === "+" && penalty) {
    if (loss.penalty) throw new ReadError(at, "the loss has its penalty already");
    if (!penalty.summed) throw new ReadError(at, "the squares must be summed: `w.square().sum()`");
    return { ...loss, penalty };
  }
  throw new ReadError(at, "a loss is the loss function's value, plus λ times the sum of the squared weights at most");
}

export function compare(op: string, left: Value, right: Value, at: Span): Value {
  if (op === "is" || op === "is not") {
    const same = left === right || (is(left, "num") && is(right, "num") && left.v === right.v);
    return same === (op === "is");
  }
  if (op === "in" || op === "not in") {
    const items = is(right, "list") ? right.items : is(right, "dict") ? [...right.entries.keys()] : null;
    if (typeof right === "string" && typeof left === "string") return right.includes(left) === (op === "in");
    if (!items) throw new ReadError(at, `\`in\` needs a list, not ${described(right)}`);
    return items.some((item) => equal(left, typeof item === "number" ? num(item) : item)) === (op === "in");
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  if (is(a, "num") && is(b, "num")) return ordered(op, a.v, b.v);
  if (is(a, "flow"))
    return { t: "opaque", of: a, ...(op === ">" && is(b, "num") ? { result: { what: "classes", flow: a } } : {}) };
  if (is(b, "flow")) return { t: "opaque", of: b };
  if (is(a, "opaque") || is(b, "opaque")) return { t: "opaque", ...(is(a, "opaque") && a.of ? { of: a.of } : {}) };
  if (is(a, "loss") || is(b, "loss")) return { t: "opaque" };
  if (is(a, "tensor") || is(b, "tensor")) return tensor(names[op], argument(a, at), argument(b, at));
  if (typeof a === "string" && typeof b === "string" && op !== "==" && op !== "!=") return ordered(op, a, b);
  if (op === "==" || op === "!=") return equal(a, b) === (op === "==");
  throw new ReadError(at, `\`${op}\` cannot compare ${described(left)} and ${described(right)}`);
}

function ordered<T extends number | string>(op: string, a: T, b: T): boolean {
  if (op === "<") return a < b;
  if (op === "<=") return a <= b;
  if (op === ">") return a > b;
  if (op === ">=") return a >= b;
  return (a === b) === (op === "==");
}

export function equal(a: Value, b: Value): boolean {
  if (is(a, "num") && is(b, "num")) return a.v === b.v;
  if (is(a, "list") && is(b, "list"))
    return a.items.length === b.items.length && a.items.every((item, i) => equal(item, b.items[i]));
  return a === b;
}
