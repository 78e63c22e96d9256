/** Which fields each part of a spec has, of what kind: the table behind spec_form.ts. */
import { isObject, isRepeatNode, isSwitchNode, isVariableNode, join } from "./resolve.js";

export type Kind = "string" | "number" | "boolean" | "object" | "list" | "value" | "count" | "word" | "limit" | "part";
export interface Field {
  kind: Kind;
  optional?: boolean;
}
export type Fields = Record<string, Field>;

const need = (kind: Kind): Field => ({ kind });
const may = (kind: Kind): Field => ({ kind, optional: true });

export const FIGURE: Fields = {
  $schema: may("string"),
  version: need("count"),
  number: need("string"),
  name: need("string"),
  title: need("string"),
  task: need("string"),
  hints: may("list"),
  goal: may("object"),
  translations: may("object"),
  caption: need("string"),
  variables: need("object"),
  program: need("object"),
  runs: need("list"),
  presets: may("list"),
  controls: need("list"),
  views: need("list"),
  playback: need("object"),
  readout: need("string"),
  sweep: may("object"),
  offers: may("list"),
  ownData: may("boolean"),
  builder: may("part"),
  picture: need("object"),
};
export const TRANSLATION: Fields = {
  title: may("string"),
  task: may("string"),
  caption: may("string"),
  readout: may("string"),
  hints: may("list"),
  labels: may("object"),
};
export const PICTURE: Fields = { step: need("count") };
export const RUN: Fields = { name: need("string"), set: may("object"), program: may("object"), color: may("count") };
export const PLAYBACK: Fields = {
  steps: need("count"),
  speed: need("number"),
  evaluateEvery: need("count"),
  gradients: may("boolean"),
};
export const PRESET: Fields = { label: need("string"), hint: may("string"), set: need("object") };
export const SWEEP: Fields = {
  variable: need("string"),
  title: need("string"),
  values: need("list"),
  live: may("boolean"),
  log: may("boolean"),
  quantity: may("string"),
  above: may("number"),
  top: may("number"),
  runs: may("list"),
  seeds: may("count"),
  note: may("string"),
};
export const COMPARISON: Fields = {
  run: may("string"),
  quantity: need("string"),
  below: may("limit"),
  above: may("limit"),
  is: may("word"),
  from: may("object"),
  by: may("object"),
};
export const QUANTITY: Fields = { run: may("string"), quantity: need("string") };
export const MOMENT: Fields = { step: need("count") };
export const WHEN: Fields = { variable: need("string"), is: need("value") };
export const FOR: Fields = {
  inputs: may("count"),
  layer: may("string"),
  without: may("string"),
  learns: may("string"),
};
export const BUILDER: Fields = { layers: may("list"), data: may("list"), goals: may("list") };
export const OPTION: Fields = { value: need("value"), label: need("string") };

const control: Fields = {
  type: need("string"),
  // One of the two.
  variable: may("string"),
  path: may("string"),
  label: need("string"),
  hint: may("string"),
  lock: may("boolean"),
  when: may("object"),
};
export const CONTROLS: Record<string, Fields> = {
  range: { ...control, min: need("number"), max: need("number"), step: need("number"), unit: may("string") },
  log: { ...control, min: need("number"), max: need("number"), zero: may("boolean"), whole: may("boolean") },
  choice: { ...control, options: need("list") },
  toggle: { ...control, on: may("value"), off: may("value") },
};

const PHRASE: Record<Kind, string> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  list: "a list",
  value: "a number, a string, true, false or a list of numbers",
  count: "a whole number, 0 or above",
  word: "a number, a string, true or false",
  limit: "a number, or another quantity: { run, quantity }",
  part: "true, or an object",
};

export function isValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === "number");
  return ["string", "boolean"].includes(typeof value) || (typeof value === "number" && Number.isFinite(value));
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === "list") return Array.isArray(value);
  if (kind === "object") return isObject(value);
  if (kind === "value") return isValue(value);
  if (kind === "number") return typeof value === "number" && Number.isFinite(value);
  if (kind === "word") return isValue(value) && !Array.isArray(value);
  if (kind === "limit") return isKind(value, "number") || isObject(value);
  if (kind === "part") return value === true || isObject(value);
  if (kind === "count") return Number.isInteger(value) && (value as number) >= 0;
  return typeof value === kind;
}

const isNode = (value: unknown): boolean => isVariableNode(value) || isSwitchNode(value) || isRepeatNode(value);

/** Every field of the wrong kind, missing or unknown. With `templates` a template node may stand for any value. */
export function checkFields(value: unknown, fields: Fields, path: string, templates = false): string[] {
  if (!isObject(value)) return [`${path || "the spec"}: must be an object`];
  const mistakes: string[] = [];
  for (const [name, { kind, optional }] of Object.entries(fields)) {
    const found = value[name];
    if (found === undefined) {
      if (!optional) mistakes.push(`${join(path, name)}: is missing; it must be ${PHRASE[kind]}`);
    } else if (!(templates && isNode(found)) && !isKind(found, kind)) {
      mistakes.push(`${join(path, name)}: must be ${PHRASE[kind]}, not ${JSON.stringify(found)}`);
    }
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(fields, name)) continue;
    mistakes.push(`${join(path, name)}: unknown field${suggestion(name, Object.keys(fields))}`);
  }
  return mistakes;
}

/** "; did you mean …?" for the nearest name, or all of them when none is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((other) => ({ other, distance: distance(name, other) }))
    .sort((a, b) => a.distance - b.distance);
  if (nearest && nearest.distance <= Math.max(1, Math.floor(name.length / 3)))
    return `; did you mean "${nearest.other}"?`;
  return `; there are ${known.filter((other) => !other.startsWith("$")).join(", ")}`;
}

/** Levenshtein's edit distance, by rows. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
