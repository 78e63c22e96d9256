/**
 * Recognizes a learner's data: the trees that the script's tensors are get compared with those that our own printed
 * lines (data.ts) give, followed by the same evaluator with holes in place of their numbers.
 */
import type { ArrayData, NamedData } from "../../engine/program.js";
import { knownForms, loaders } from "../../figure/row_origin.js";
import { dataDefaults, dataNames, dataTemplate, originLines } from "../data.js";
import { Evaluator } from "./evaluate.js";
import { calculate } from "./operators.js";
import { parseScript } from "./parse.js";
import type { Span } from "./problem.js";
import { writtenNumbers } from "./tensors.js";
import type { Node, NodeArgument } from "./torch_values.js";
import type { Num, Sym, Value } from "./values.js";

export interface Found {
  data: NamedData | ArrayData;
  numbers: Map<string, Span>;
}

interface Template<T = NamedData> {
  data: T;
  inputs: Node;
  targets: Node;
}

const isSym = (value: NodeArgument): value is Sym =>
  typeof value === "object" && value !== null && "t" in value && value.t === "sym";
const isNum = (value: NodeArgument): value is Num =>
  typeof value === "object" && value !== null && "t" in value && value.t === "num";

/** Gives every hole of the template its number, or says that the trees differ. */
class Unifier {
  readonly numbers = new Map<string, Num>();
  #open: [Sym, Num][] = [];
  #seen = new Map<Node, Set<Node>>();

  unify(template: NodeArgument, given: NodeArgument): boolean {
    if (isSym(template)) {
      if (!isNum(given)) return false;
      this.#open.push([template, given]);
      return true;
    }
    if (isNum(template)) return isNum(given) && template.v === given.v;
    if (template === null || typeof template !== "object") return template === given;
    if (Array.isArray(template))
      return (
        Array.isArray(given) &&
        template.length === given.length &&
        template.every((one, i) => this.unify(one, given[i]))
      );
    if (given === null || typeof given !== "object" || Array.isArray(given) || isNum(given) || isSym(given))
      return false;
    return this.#nodes(template as Node, given as Node);
  }

  #nodes(template: Node, given: Node): boolean {
    if (template === given || this.#seen.get(template)?.has(given)) return true;
    if (template.op !== given.op || template.args.length !== given.args.length) return false;
    const known = this.#open.length;
    const matches = (args: readonly NodeArgument[]) => template.args.every((one, i) => this.unify(one, args[i]));
    let same = matches(given.args);
    if (!same && (template.op === "add" || template.op === "mul")) {
      this.#open.length = known;
      same = matches([...given.args].reverse());
    }
    if (same) this.#seen.set(template, (this.#seen.get(template) ?? new Set()).add(given));
    return same;
  }

  /** Works the holes out; false where they contradict each other. */
  solve(): boolean {
    for (let before = -1; this.#open.length !== before && this.#open.length > 0; ) {
      before = this.#open.length;
      const left: [Sym, Num][] = [];
      for (const [sym, value] of this.#open) {
        const known = this.#fill(sym, value);
        if (known === false) return false;
        if (known === null) left.push([sym, value]);
      }
      this.#open = left;
    }
    return this.#open.length === 0;
  }

  /** True when it holds now, null when more must be known first. */
  #fill(sym: Sym, value: Num): boolean | null {
    if (sym.op.startsWith("hole ")) {
      const known = this.numbers.get(sym.op.slice(5));
      if (known) return known.v === value.v;
      this.numbers.set(sym.op.slice(5), value);
      return true;
    }
    const [left, right] = sym.args.map((one) => this.#value(one));
    if (left !== null && right !== null) return calculate(sym.op, left, right) === value.v;
    const [a, b] = sym.args;
    const guess =
      right !== null && isSym(a)
        ? inverse(sym.op, value.v, right, true)
        : left !== null && isSym(b)
          ? inverse(sym.op, value.v, left, false)
          : null;
    if (guess === null) return null;
    // A number that was calculated back has no place of its own in the text; tidied, 3 is 3 again.
    const tidy = Number(guess.toPrecision(12));
    return this.#fill((right !== null ? a : b) as Sym, { t: "num", v: tidy, float: !Number.isInteger(tidy) });
  }

  #value(part: Num | Sym): number | null {
    if (part.t === "num") return part.v;
    if (part.op.startsWith("hole ")) return this.numbers.get(part.op.slice(5))?.v ?? null;
    const [left, right] = part.args.map((one) => this.#value(one));
    return left === null || right === null ? null : calculate(part.op, left, right);
  }
}

/** The other side of `x ∘ known = value` (or `known ∘ x = value`). */
function inverse(op: string, value: number, known: number, first: boolean): number | null {
  if (op === "add") return value - known;
  if (op === "sub") return first ? value + known : known - value;
  if (op === "mul") return known === 0 ? null : value / known;
  if (op === "div") return first ? value * known : value === 0 ? null : known / value;
  return null;
}

const templates = new Map<string, Template[]>();

/** What our own lines leave behind, for every set in every form; made once, when it is first needed. */
function templatesFor(classes: boolean): Template[] {
  const known = templates.get(String(classes));
  if (known) return known;
  const forms = dataNames.flatMap((name): NamedData[] =>
    name === "digits" ? [{ name }, { name, image: true }] : [{ name }],
  );
  const made = [...forms, ...forms.flatMap(partsOf)].map(
    (data): Template =>
      template(data, dataTemplate(data, classes, hole), [...Object.keys(dataDefaults(data.name) ?? {}), ...partHoles]),
  );
  templates.set(String(classes), made);
  return made;
}

/** What a part of the digits has besides, by the names of its holes. */
const partHoles = ["first", "last", "per_class"];

/** Every form in which a part of the digits is taken (data.ts); the numbers stand for any others, but for a first 0. */
function partsOf(data: NamedData): NamedData[] {
  if (!data.name.endsWith("digits")) return [];
  const classes = [{}, { classes: [0, 9] }, { classes: [1, 9] }];
  const pixels = [{}, { shuffle_pixels: true }];
  const rows = [{}, { per_class: 1 }];
  const all = classes.flatMap((a) =>
    pixels.flatMap((b) => rows.map((c): NamedData => ({ ...data, ...a, ...b, ...c }))),
  );
  return all.filter((one) => Object.keys(one).length > Object.keys(data).length);
}

/** The template's own fields with the numbers that were found. */
function filledData(data: NamedData, { first, last, ...values }: Record<string, number>): NamedData {
  const { classes } = data;
  return { ...data, ...values, ...(Array.isArray(classes) && { classes: [first ?? classes[0], last] }) };
}

const hole = (field: string): string => `hole_${field}`;

/** What these lines leave behind, with holes for the fields and the seed. */
function template<T>(data: T, lines: string, fields: readonly string[]): Template<T> {
  const holes = [...fields, "seed"].map((field): [string, Value] => [
    hole(field),
    { t: "sym", op: `hole ${field}`, args: [] },
  ]);
  const evaluator = new Evaluator(
    new Map<string, Value>([
      ...holes,
      ["torch", space("torch")],
      ["nn", space("torch.nn")],
      ["math", space("math")],
      loading("load_digits", "digits"),
      ...Object.entries(loaders).map(([loader, { variable }]) => loading(loader, variable)),
    ]),
  );
  evaluator.run(parseScript(lines));
  const node = (name: string) => (evaluator.globals.find(name) as { node: Node }).node;
  return { data, inputs: node("train_inputs"), targets: node("train_targets") };
}

const space = (name: string): Value => ({ t: "space", name });
const loading = (name: string, variable: string): [string, Value] => [
  name,
  { t: "host", name, call: () => ({ t: "token", name: variable }) },
];

/** The named set that these tensors are the training split of; null where they are none. */
export function matchData(inputs: Node, targets: Node, classes: boolean): Found | null {
  for (const template of templatesFor(classes)) {
    const found = filled(template, inputs, targets);
    if (!found) continue;
    const values = Object.fromEntries([...found].map(([name, { v }]) => [name, v]));
    return { data: filledData(template.data, values), numbers: placesOf(found) };
  }
  return classes ? matchOrigin(inputs, targets) : null;
}

/** Rows of scikit-learn's that a figure has made arrays of; null where they are none, or cannot be split so. */
function matchOrigin(inputs: Node, targets: Node): Found | null {
  for (const origin of knownForms()) {
    const lines = originLines(origin, hole("seed"), hole).join("\n");
    const found = filled(template(origin, lines, ["train"]), inputs, targets);
    if (!found) continue;
    const [train, seed] = [found.get("train")!.v, found.get("seed")!.v];
    if (!Number.isInteger(train) || train < 1 || train > loaders[origin.loader].rows) return null;
    return { data: origin.remake(train, seed), numbers: placesOf(found) };
  }
  return null;
}

/** The template's numbers in these trees; null where they are others. */
function filled({ inputs, targets }: Template<unknown>, x: Node, y: Node): Map<string, Num> | null {
  const unifier = new Unifier();
  return unifier.unify(inputs, x) && unifier.unify(targets, y) && unifier.solve() ? unifier.numbers : null;
}

const listed: Readonly<Record<string, string>> = { first: "classes[0]", last: "classes[1]" };

const placesOf = (numbers: ReadonlyMap<string, Num>): Map<string, Span> =>
  new Map([...numbers].flatMap(([name, { at }]) => (at ? [[listed[name] ?? name, at] as const] : [])));

/** Numbers that are written out in the script, as data of the caller's own; null for others. */
export function writtenData(inputs: Node, targets: Node): ArrayData | null {
  const [x, y] = [writtenNumbers(inputs), writtenNumbers(targets)];
  if (!x || !y) return null;
  const rows = x.values.length / x.row.reduce((a, b) => a * b, 1);
  return Number.isInteger(rows) && rows > 0 ? { inputs: x.values, targets: y.values, shape: x.row } : null;
}

/** Do two trees say the same? */
export function sameTree(a: Node, b: Node): boolean {
  return a === b || new Unifier().unify(a, b);
}
