/**
 * The values of a figure's variables with which its templates come nearest to a run's program. What decides how many
 * layers there are, and which, is found by trial; all others are read where they stand.
 */
import type { Program } from "../engine/program.js";
import { equalJson, readBack } from "./edit_program.js";
import { isObject, isRepeatNode, isSwitchNode, isVariableNode, resolveTemplate } from "./resolve.js";
import type { FigureSpec, RunSpec, Value, Variables } from "./spec.js";

type Plain = Record<string, unknown>;
/** Writes out a program's defaults. */
export type Fill = (program: Program) => Program;

/** What a run trains without its seed, defaults written out: a program that is looked for (`wanted`) is of this form. */
export function resolved({ program }: FigureSpec, run: RunSpec | undefined, variables: Variables, fill: Fill): Plain {
  const shared = resolveTemplate(program, variables, "program") as Plain;
  const own = resolveTemplate(run?.program ?? {}, variables, "program") as Plain;
  return fill({ ...shared, ...own, seed: undefined } as Program) as Plain;
}

/** `own`: what the run trains with now; a variable that tells nothing of `wanted` keeps it. */
export function valuesFor(
  spec: FigureSpec,
  run: RunSpec | undefined,
  own: Variables,
  wanted: Plain,
  fill: Fill,
): Variables {
  const built = structured(spec, run, own, wanted, fill);
  const values: Record<string, Value> = { ...built };
  const ownFields = new Set(Object.keys(run?.program ?? {}));
  const shared = Object.fromEntries(Object.entries(wanted).filter(([key]) => !ownFields.has(key)));
  const read = (from: Variables, to: Record<string, Value>) => {
    readBack(spec.program, from, shared, to);
    readBack(run?.program ?? {}, from, wanted, to);
  };
  read(built, values);
  // None takes a value that a switch has no case for.
  for (const [name, cases] of deciding([spec.program, run?.program ?? {}], own))
    if (!cases.has(values[name] as Value)) values[name] = built[name] as Value;
  // A variable that two places want to be different stays: one of them will be written out.
  const again = { ...values };
  read(values, again);
  for (const name of Object.keys(values)) {
    if (!equalJson(again[name], values[name])) values[name] = built[name] as Value;
  }
  return values;
}

/** Tries other values for what decides how many layers there are, and which, until the form is the wanted one. */
function structured(spec: FigureSpec, run: RunSpec | undefined, own: Variables, wanted: Plain, fill: Fill): Variables {
  const form = formOf(wanted);
  const now = formOf(resolved(spec, run, own, fill));
  const templates = [spec.program, run?.program ?? {}];
  const programWith = (name: string, value: Value): Plain | null => {
    try {
      return resolved(spec, run, { ...own, [name]: value }, fill);
    } catch {
      // No such case, no such count: that is not the value.
      return null;
    }
  };
  if (now !== form)
    for (const name of repeated(templates)) {
      const count = countFor(form, (times) => formOf(programWith(name, times) ?? {}));
      if (count !== null) return { ...own, [name]: count };
    }
  // Cases may differ in numbers alone: one that is right in these too goes first.
  let alike = own;
  for (const [name, values] of deciding(templates, own)) {
    for (const value of values) {
      const program = programWith(name, value);
      if (program === null || formOf(program) !== form) continue;
      if (equalJson(program, wanted)) return { ...own, [name]: value };
      if (now !== form && alike === own) alike = { ...own, [name]: value };
    }
  }
  return alike;
}

/** With numbers left out each repetition adds as much text as the next one: its length tells how many there are. */
function countFor(form: string, formAt: (count: number) => string): number | null {
  const [one, two] = [formAt(1), formAt(2)];
  if (one.length === two.length) return null;
  const count = 1 + (form.length - one.length) / (two.length - one.length);
  return [count, 0].find((times) => Number.isInteger(times) && formAt(times) === form) ?? null;
}

/** A program with its numbers left out. */
const formOf = (program: Plain): string =>
  JSON.stringify(program, (_, value) => (typeof value === "number" ? 0 : value));

/** Variables that say how often something is repeated. */
function repeated(templates: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (isRepeatNode(node) && isVariableNode(node.repeat)) found.add(node.repeat.var);
    if (Array.isArray(node)) node.forEach(visit);
    else if (isObject(node)) Object.values(node).forEach(visit);
  };
  templates.forEach(visit);
  return found;
}

/** Variables that a `switch` asks, and the values that it has cases for. */
function deciding(templates: readonly unknown[], own: Variables): Map<string, Set<Value>> {
  const found = new Map<string, Set<Value>>();
  const add = (name: string, values: Value[]) => found.set(name, new Set([...(found.get(name) ?? []), ...values]));
  const visit = (node: unknown): void => {
    if (isSwitchNode(node))
      add(
        node.switch,
        Object.keys(node.cases).map((text) => likewise(text, own[node.switch])),
      );
    if (Array.isArray(node)) node.forEach(visit);
    else if (isObject(node)) Object.values(node).forEach(visit);
  };
  templates.forEach(visit);
  return found;
}

/** A case's name as the variable has it: "3" for a number is 3. */
function likewise(text: string, now: Value | undefined): Value {
  if (typeof now === "number") return Number(text);
  return typeof now === "boolean" ? text === "true" : text;
}
