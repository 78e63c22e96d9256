/** What differs between two settings of a figure: only what changes the training, in the words of its controls. */
import type { FigureSettings } from "../chapters.js";
import { equalJson } from "../edit_program.js";
import { sessionRuns } from "../exchange.js";
import { isObject, join, resolveFigure } from "../resolve.js";
import { shortNumber } from "../short_number.js";
import type { FigureSpec, Value } from "../spec.js";

export interface Difference {
  label: string;
  before: string;
  after: string;
  /** Nothing but chance differs. */
  seed?: boolean;
}

/** From `before` to `after`; empty where the same is trained. */
export function differences(before: FigureSettings, after: FigureSettings, seedLabel: string): Difference[] {
  if (equalJson(sessionRuns(before), sessionRuns(after))) return [];
  const found: Difference[] = [];
  const { spec } = after;
  for (const [name, value] of Object.entries(after.variables)) {
    const was = before.variables[name];
    if (was === undefined || equalJson(was, value) || !trainsOtherwise(after, name, was)) continue;
    const control = spec.controls.find(({ variable }) => variable === name);
    found.push({
      label: control?.label ?? name,
      before: valueText(spec, name, was),
      after: valueText(spec, name, value),
    });
  }
  if (!equalJson(before.spec.program, after.spec.program))
    found.push(...leaves(withoutSeed(before.program), withoutSeed(after.program), ""));
  if (found.length === 0) found.push(...ofRuns(before, after));
  if (before.seed !== after.seed)
    found.push({ label: seedLabel, before: String(before.seed), after: String(after.seed), seed: true });
  return found;
}

/** What a run alone was given: by its place in the run's program, named where there are several. */
function ofRuns(before: FigureSettings, after: FigureSettings): Difference[] {
  return after.runs.flatMap(({ name, program }, index) => {
    const all = leaves(withoutSeed(before.runs[index]?.program ?? {}), withoutSeed(program), "");
    // Another seed draws other rows: that is said by the seed.
    const found = before.seed === after.seed ? all : all.filter(({ rows }) => !rows);
    return after.runs.length > 1 ? found.map((each) => ({ ...each, label: `${name}, ${each.label}` })) : found;
  });
}

/** The runs would be others if this one variable were as it was. */
function trainsOtherwise({ spec, variables, seedOverride, runs }: FigureSettings, name: string, was: Value): boolean {
  try {
    const other = resolveFigure(spec, { ...variables, [name]: was }, seedOverride);
    return !equalJson(sessionRuns(other), sessionRuns({ runs }));
  } catch {
    return true;
  }
}

const withoutSeed = (program: object): unknown => ({ ...program, seed: undefined });

/** Numbers, words and lists that differ, by their place: "optimizer.lr". */
function leaves(before: unknown, after: unknown, path: string): (Difference & { rows?: boolean })[] {
  if (equalJson(before, after)) return [];
  if (ArrayBuffer.isView(before) || ArrayBuffer.isView(after))
    return [{ label: path, before: plain(before), after: plain(after), rows: true }];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.some(isObject))
    return before.flatMap((each, index) => leaves(each, after[index], join(path, index)));
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      leaves(before[key], after[key], join(path, key)),
    );
  return [{ label: path, before: plain(before), after: plain(after) }];
}

const LONGEST = 32;

function plain(value: unknown): string {
  // Thousands of numbers: their shape is enough, as PyTorch writes it.
  if (ArrayBuffer.isView(value)) return `(${(value as Float32Array).length},)`;
  const text = typeof value === "number" ? shortNumber(value) : (JSON.stringify(value) ?? "–");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A value as its control shows it. */
export function valueText(spec: FigureSpec, name: string, value: Value): string {
  const control = spec.controls.find(({ variable }) => variable === name);
  if (control?.type === "choice") {
    const option = control.options.find((each) => equalJson(each.value, value));
    if (option) return option.label;
  }
  if (control?.type === "range" && control.unit && typeof value === "number")
    return `${shortNumber(value)} ${control.unit}`;
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (Array.isArray(value)) return value.map(shortNumber).join(", ");
  return typeof value === "number" ? shortNumber(value) : String(value);
}
