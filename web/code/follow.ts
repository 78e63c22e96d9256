/**
 * A figure's program has changed: the text that states the old one is changed to state the new one, as little as it can.
 * First only the numbers that differ; then the lines in which our own scripts of the two programs differ; then one number
 * that decides a form (`range(8)`); at last the whole text. Each is believed only once it reads as the new program.
 */
import type { LayerProgram, Program } from "../engine/program.js";
import { equalJson } from "../figure/edit_program.js";
import { isArrays, rowShape, type Shape, shapeBehind } from "../figure/shapes.js";
import { applied, type Change, difference } from "./changes.js";
import { complete, sameProgram } from "./complete.js";
import { literal } from "./python.js";
import type { Span } from "./read/problem.js";
import { type Read, readScript, type Unread } from "./read/read.js";
import { pytorchScript } from "./script.js";

export interface Followed {
  changes: Change[];
  text: string;
  /** Null where our own script is too long to be followed here. */
  read: Read | null;
}

/** A program and how long it trains; on a surface nobody sees the seed. */
export interface Wanted {
  program: Program;
  /** Undefined where the text's own number of steps stays. */
  steps?: number;
}

/** `before`: what the figure's own script of the old program needs to be printed; `read` is the text's. */
export function follow(text: string, read: Read, wanted: Wanted, before: { steps: number }): Followed {
  const fits = (again: Read | Unread): again is Read =>
    again.problem === undefined &&
    sameProgram(again.program, wanted.program) &&
    (wanted.steps === undefined || again.steps === wanted.steps);
  const tried = (changes: Change[] | null): Followed | null => {
    if (!changes || changes.length === 0) return null;
    const next = applied(text, changes);
    const again = readScript(next);
    return fits(again) ? { changes, text: next, read: again } : null;
  };
  const printed = pytorchScript(wanted.program, wanted.steps ?? read.steps ?? before.steps);
  const merged = () => merge(text, pytorchScript(read.program, before.steps), printed);
  return tried(numbers(text, read, wanted)) ?? tried(merged()) ?? oneNumber(text, tried) ?? whole(text, printed);
}

function whole(text: string, printed: string): Followed {
  const read = readScript(printed);
  return { changes: difference(text, printed), text: printed, read: read.problem ? null : read };
}

/** A number as the text wrote it before: 1.0 stays a float. */
function written(value: number, before: string): string {
  const plain = literal(value);
  return /[.e]/i.test(before) && /^-?\d+$/.test(plain) ? `${plain}.0` : plain;
}

/** Null where more than numbers differ, or where one of them stands nowhere as such. */
function numbers(text: string, { program, places }: Read, wanted: Wanted): Change[] | null {
  const found = new Map<number, Change>();
  const put = (at: Span, value: number): boolean => {
    const insert = written(value, text.slice(at.from, at.to));
    const known = found.get(at.from);
    if (known && known.insert !== insert) return false;
    found.set(at.from, { from: at.from, to: at.to, insert });
    return true;
  };
  const different = differing(complete({ seed: 0, ...program }), complete({ seed: 0, ...wanted.program }));
  if (!different) return null;
  for (const [path, value] of different) {
    if (path === "seed" && program.surface) continue;
    const spans = places.numbers.get(path);
    if (!spans?.every((at) => put(at, value))) return null;
  }
  const arriving = arrivals(wanted.program);
  for (const [path, { at }] of places.sizes) {
    const value = arriving.get(path.replace(/\.[^.]*$/, ""));
    if (value !== undefined && Number(text.slice(at.from, at.to)) !== value && !put(at, value)) return null;
  }
  return [...found.values()];
}

/** Paths of the numbers in which two programs differ; null where something else differs too. */
function differing(a: unknown, b: unknown, path = ""): [string, number][] | null {
  if (equalJson(a, b)) return [];
  if (typeof a === "number" && typeof b === "number") return [[path, b]];
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return null;
  if (Array.isArray(a) !== Array.isArray(b) || Object.keys(a).length !== Object.keys(b).length) return null;
  const all: [string, number][] = [];
  for (const [key, value] of Object.entries(a)) {
    const place = Array.isArray(a) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const inside = differing(value, (b as Record<string, unknown>)[key], place);
    if (!inside) return null;
    all.push(...inside);
  }
  return all;
}

/** What of a row's shape arrives at each layer, as its constructor states it: "model[2]" → 64. */
function arrivals({ data, model }: Program): Map<string, number> {
  const all = new Map<string, number>();
  const walk = (layers: readonly LayerProgram[], shape: Shape, path: string) => {
    let row = shape;
    layers.forEach((layer, index) => {
      const place = `${path}[${index}]`;
      all.set(place, layer.type === "Linear" ? row[row.length - 1] : row[0]);
      if (layer.type === "Residual") walk(layer.block as LayerProgram[], row, `${place}.block`);
      row = shapeBehind(layer, row);
    });
  };
  if (data && model && !(isArrays(data) && data.shape.length === 0)) walk(model, rowShape(data), "model");
  return all;
}

const MOST_NUMBERS = 80;

/** A loop's count, or whatever single whole number decides how many layers there are: each is tried, one up and down first. */
function oneNumber(text: string, tried: (changes: Change[]) => Followed | null): Followed | null {
  const counts = [...text.matchAll(/range\((\d{1,3})\)/g)].slice(0, 2);
  for (const match of counts) {
    const from = match.index + "range(".length;
    const now = Number(match[1]);
    const values = Array.from({ length: MOST_NUMBERS }, (_, i) => i).sort(
      (a, b) => Math.abs(a - now) - Math.abs(b - now),
    );
    for (const value of values.slice(1, 9)) {
      const found = tried([{ from, to: from + match[1].length, insert: String(value) }]);
      if (found) return found;
    }
  }
  return null;
}

/** The lines that differ between our own two scripts, changed in the text wherever it still has them. */
function merge(text: string, before: string, after: string): Change[] | null {
  const lines = text.split("\n");
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const changes: Change[] = [];
  let from = 0;
  for (const { was, is, before: above, after: below } of hunks(before.split("\n"), after.split("\n"))) {
    const first =
      place(lines, [...above, ...was], from, above.length) ??
      place(lines, [...was, ...below], from, 0) ??
      place(lines, was, from, 0);
    if (first === null) return null;
    from = first + was.length;
    const begin = starts[first] ?? text.length;
    const end = starts[from] ?? text.length;
    const kept = was.length === is.length ? lines.slice(first, from).map(comment) : [];
    changes.push({ from: begin, to: end, insert: is.map((line, i) => `${line}${kept[i] ?? ""}\n`).join("") });
  }
  return changes;
}

const comment = (line: string): string => /\s+#[^"']*$/.exec(line)?.[0] ?? "";
const withoutComment = (line: string): string => line.slice(0, line.length - comment(line).length);

/** Where these lines stand from line `from` on, comments aside; `skip` of them only tell the place. Null if that is not clear. */
function place(lines: readonly string[], sought: readonly string[], from: number, skip: number): number | null {
  if (sought.length === 0) return null;
  const found: number[] = [];
  for (let at = from; at + sought.length <= lines.length; at++)
    if (sought.every((line, i) => withoutComment(lines[at + i]) === line)) found.push(at);
  return found.length === 1 || (found.length > 1 && sought.length > 1) ? found[0] + skip : null;
}

interface Hunk {
  was: string[];
  is: string[];
  /** The lines around it, by which a place is told where nothing is taken away. */
  before: string[];
  after: string[];
}

/** Runs of lines in which two texts differ, by the longest common subsequence. */
function hunks(a: readonly string[], b: readonly string[]): Hunk[] {
  const common = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const all: Hunk[] = [];
  let open: Hunk | null = null;
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      if (open) open.after = [a[i]];
      open = null;
      i++;
      j++;
      continue;
    }
    if (!open) {
      open = { was: [], is: [], before: i > 0 ? [a[i - 1]] : [], after: [] };
      all.push(open);
    }
    if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) open.was.push(a[i++]);
    else open.is.push(b[j++]);
  }
  return all;
}
