/**
 * The sentence under a figure that says what the numbers say now: a template over the state.
 *
 *   Validation loss {runs.with-dropout.validationLoss:.2f} with dropout, {runs.plain.validationLoss:.2f}
 *   without[; without it the curve turned up after step {runs.plain.validationLoss.turnedUp}].
 *
 * {what} {what:format}  a value; "–" while there is none. A format is Python's: .2f .1e .0% d — or `n step`, a count
 *                       with its noun ("1 step", "40 steps"). .1e writes powers of ten only for very small and large
 *                       numbers. Without a format: whole numbers as they are, others to three digits.
 * [a|b|c]               the first alternative whose every value exists and whose every test holds; nothing if none does.
 *                       Brackets nest: an inner one never makes the outer one fail.
 * {?a op b}             a test, shows nothing; op is = != < <= > >=; b is a value, a number or a word.
 * \[ \] \{ \} \| \\     the character itself.
 *
 * Values
 *   step  epoch  status  seed  var.<variable>
 *   runs.<run>.<quantity>     <run>: position (0, 1, …) or name in lower case, other characters as "-": runs.with-dropout
 *     name status step epoch loss      the last batch's loss, penalty included
 *     trainLoss validationLoss trainAccuracy validationAccuracy penalty      at the last evaluation
 *       each also .first .min .max, .minStep .maxStep (the step of it), .turnedUp (the step of the minimum, once the
 *       curve has clearly risen from it: by 5% and for at least three evaluations)
 *     parameters (of the network)  learns (so many classes, or values)  program.<place> (what its program says there: program.data.name)
 *     x y (the place on a surface)  divergedAt  divergedIn (the layer)
 *   leader.<quantity>         name of the run that is best now: lowest loss, highest accuracy; none while they are equal
 *   gap.<quantity>            best and worst run's distance
 */
import { type Reading, readQuantity } from "./quantities.js";
import { SpecError } from "./resolve.js";
import type { FigureState } from "./state.js";

type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";
type Piece =
  | { kind: "text"; text: string }
  | { kind: "value"; path: string; format: string }
  | { kind: "test"; left: string; operator: Operator; right: string }
  | { kind: "choice"; alternatives: Piece[][] };

const NOTHING = "–";

/** The pieces of a template. Throws SpecError with the character at which it stops making sense. */
export function parseReadout(template: string): Piece[] {
  let at = 0;
  const fail = (problem: string): never => {
    throw new SpecError("readout", `${problem} at character ${at + 1}`);
  };

  function sequence(inside: boolean): Piece[] {
    const pieces: Piece[] = [];
    let text = "";
    const flush = () => {
      if (text) pieces.push({ kind: "text", text });
      text = "";
    };
    while (at < template.length) {
      const character = template[at] as string;
      if (character === "\\" && at + 1 < template.length) {
        text += template[at + 1];
        at += 2;
      } else if (character === "{") {
        flush();
        pieces.push(hole());
      } else if (character === "[") {
        flush();
        pieces.push(choice());
      } else if (inside && (character === "|" || character === "]")) break;
      else if (character === "]" || character === "}") fail(`"${character}" closes nothing`);
      else {
        text += character;
        at += 1;
      }
    }
    flush();
    return pieces;
  }

  function hole(): Piece {
    const end = template.indexOf("}", at);
    if (end < 0) return fail('"{" is not closed');
    const inner = template.slice(at + 1, end);
    const test = /^\?\s*(\S+?)\s*(!=|<=|>=|=|<|>)\s*(.+?)\s*$/.exec(inner);
    if (inner.startsWith("?") && !test) return fail(`the test {${inner}} needs two sides and one of = != < <= > >=`);
    const colon = inner.indexOf(":");
    const path = (colon < 0 ? inner : inner.slice(0, colon)).trim();
    const format = colon < 0 ? "" : inner.slice(colon + 1).trim();
    if (!test && !path) return fail("an empty { }");
    if (!test && !isFormat(format))
      return fail(`unknown format "${format}" in {${inner}}; there are .2f .1e .0% d and n <noun>`);
    at = end + 1;
    if (test) return { kind: "test", left: test[1] as string, operator: test[2] as Operator, right: test[3] as string };
    return { kind: "value", path, format };
  }

  function choice(): Piece {
    const alternatives: Piece[][] = [];
    do {
      at += 1;
      alternatives.push(sequence(true));
    } while (template[at] === "|");
    if (template[at] !== "]") fail('"[" is not closed');
    at += 1;
    return { kind: "choice", alternatives };
  }

  return sequence(false);
}

/** Throws SpecError if the template names something that no state of this figure can have. */
export function checkReadout(template: string, state: FigureState): void {
  const visit = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === "value") readQuantity(state, piece.path);
      else if (piece.kind === "test") readQuantity(state, piece.left);
      else if (piece.kind === "choice") piece.alternatives.forEach(visit);
    }
  };
  visit(parseReadout(template));
}

const parsed = new Map<string, Piece[]>();

/** The sentence now. */
export function readout(state: FigureState, template: string = state.spec.readout): string {
  let pieces = parsed.get(template);
  if (!pieces) parsed.set(template, (pieces = parseReadout(template)));
  return say(state, pieces).text.replace(/\s+/g, " ").trim();
}

function say(state: FigureState, pieces: readonly Piece[]): { text: string; complete: boolean } {
  let text = "";
  let complete = true;
  for (const piece of pieces) {
    if (piece.kind === "text") text += piece.text;
    else if (piece.kind === "test") complete &&= holds(state, piece.left, piece.operator, piece.right);
    else if (piece.kind === "value") {
      const value = readQuantity(state, piece.path);
      text += value === undefined ? NOTHING : format(shown(state, piece.path, value), piece.format);
      complete &&= value !== undefined;
    } else {
      for (const alternative of piece.alternatives) {
        const said = say(state, alternative);
        if (!said.complete) continue;
        text += said.text;
        break;
      }
    }
  }
  return { text, complete };
}

/** A run is compared by its name and shown by its label. */
function shown(state: FigureState, path: string, value: Reading): Reading {
  if (!path.startsWith("leader.") && !/^runs\..*\.name$/.test(path)) return value;
  return state.runs.find(({ name }) => name === value)?.label ?? value;
}

/** The right side is a value if it names one, else a number or a word. */
function holds(state: FigureState, leftPath: string, operator: Operator, rightText: string): boolean {
  const left = readQuantity(state, leftPath);
  let right: Reading | undefined = Number.isNaN(Number(rightText)) ? rightText : Number(rightText);
  if (typeof right === "string" && /^(runs|var|leader|gap)\./.test(right)) right = readQuantity(state, right);
  if (left === undefined || right === undefined) return false;
  if (operator === "=") return String(left) === String(right);
  if (operator === "!=") return String(left) !== String(right);
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function isFormat(format: string): boolean {
  return format === "" || format === "d" || /^\.\d[fe%]$/.test(format) || /^n \S/.test(format);
}

function format(value: Reading, spec: string): string {
  if (typeof value !== "number") return String(value);
  if (spec.startsWith("n ")) return `${Math.round(value)} ${spec.slice(2)}${Math.round(value) === 1 ? "" : "s"}`;
  if (spec === "d") return String(Math.round(value));
  const digits = Number(spec[1]);
  if (spec.endsWith("f")) return minus(value.toFixed(digits));
  if (spec.endsWith("e")) return scientific(value, digits);
  if (spec.endsWith("%")) return `${minus((value * 100).toFixed(digits))}%`;
  return minus(Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3))));
}

/** Powers of ten only where plain digits would not do: 0.10, 9.4×10⁻¹⁹. */
function scientific(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.01 && size < 1000) return minus(value.toFixed(Math.max(0, digits - Math.floor(Math.log10(size)))));
  const [mantissa, exponent] = value.toExponential(digits).split("e");
  const raised = [...exponent.replace("+", "")].map((sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]).join("");
  return `${minus(mantissa)}×10${raised}`;
}

const minus = (text: string): string => text.replace(/^-/, "−");
