/** A program on its way into the engine and back: JSON for the fields, the caller's own arrays beside it. */
import { classes, floats } from "./arrays.js";
import { kind, reading } from "./border.js";
import { EngineError } from "./errors.js";
import type { CallerArrays } from "./module.js";
import type { ArrayData, From, NamedData, Program } from "./program.js";

/** What a program says that the engine does not know (transfer/): it stands beside what the engine is given. */
export interface Beside {
  /** The set whose part the arrays are, as it was written. */
  data?: NamedData;
  from?: From;
}

export interface ProgramText {
  json: string;
  arrays: CallerArrays | null;
  beside?: Beside;
}

/** Takes the arrays out of `program.data`; throws an EngineError for what JSON or the engine cannot hold. */
export function toText(program: unknown): ProgramText {
  return reading("program", () => readProgram(program));
}

function readProgram(program: unknown): ProgramText {
  if (!isObject(program)) throw new EngineError("invalid_value", "program", `expected an object, got ${kind(program)}`);
  const { data } = program;
  if (!isObject(data) || !("inputs" in data || "targets" in data))
    return { json: toJson(program, "program"), arrays: null };
  const { inputs, targets, validation, ...described } = data;
  return {
    json: toJson({ ...program, data: described }, "program"),
    arrays: toArrays(inputs, targets, validation, program.loss),
  };
}

/** The engine's complete program, with the caller's arrays put back, and what stands beside. */
export function fromText(json: string, arrays: CallerArrays | null, beside: Beside = {}): Program {
  const program = { ...(JSON.parse(json) as Program), ...beside };
  if (!arrays || beside.data) return program;
  const data: ArrayData = { ...(program.data as ArrayData), inputs: arrays.inputs, targets: arrays.targets };
  if (arrays.validationInputs && arrays.validationTargets)
    data.validation = { inputs: arrays.validationInputs, targets: arrays.validationTargets };
  return { ...program, data };
}

export function sameArrays(a: CallerArrays | null, b: CallerArrays | null): boolean {
  if (!a || !b) return a === b;
  return (
    sameNumbers(a.inputs, b.inputs) &&
    sameNumbers(a.targets, b.targets) &&
    sameNumbers(a.validationInputs, b.validationInputs) &&
    sameNumbers(a.validationTargets, b.validationTargets)
  );
}

/** Borrowed from the same network, trained alike. */
export function sameFrom(a: Beside | undefined, b: Beside | undefined): boolean {
  return a?.from === b?.from || JSON.stringify(a?.from) === JSON.stringify(b?.from);
}

/**
 * `changes` laid over a program. Objects merge field by field, unless `type` or `name` changes: then the other fields
 * belonged to something else. Lists (`model`, `betas`) are replaced as a whole.
 */
export function merge(program: Program, changes: unknown): Program {
  return reading("update", () => {
    if (!isObject(changes))
      throw new EngineError("invalid_value", "update", `expected an object, got ${kind(changes)}`);
    return mergeObjects(program as Record<string, unknown>, changes) as Program;
  });
}

function mergeObjects(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const replaces = (["type", "name"] as const).some((key) => key in changes && changes[key] !== base[key]);
  // Without a prototype "__proto__" is a field like any other: an unknown one.
  const merged: Record<string, unknown> = Object.assign(Object.create(null), replaces ? {} : base);
  for (const [key, value] of Object.entries(changes)) {
    const old = merged[key];
    merged[key] = isObject(value) && isObject(old) ? mergeObjects(old, value) : value;
  }
  return merged;
}

function toArrays(inputs: unknown, targets: unknown, validation: unknown, loss: unknown): CallerArrays {
  const answer: CallerArrays = {
    inputs: floats(inputs, "data.inputs"),
    targets: toTargets(targets, "data.targets", loss),
  };
  if (validation === undefined) return answer;
  if (!isObject(validation))
    throw new EngineError("bad_data", "data.validation", `expected { inputs, targets }, got ${kind(validation)}`);
  answer.validationInputs = floats(validation.inputs, "data.validation.inputs");
  answer.validationTargets = toTargets(validation.targets, "data.validation.targets", loss);
  return answer;
}

/** Typed arrays say themselves whether they are classes or values; a plain list is what the loss needs. */
function toTargets(value: unknown, where: string, loss: unknown): Int32Array | Float32Array {
  if (value instanceof Int32Array) return classes(value, where);
  if (value instanceof Float32Array) return floats(value, where);
  const type = isObject(loss) ? loss.type : undefined;
  return type === undefined || type === "CrossEntropyLoss" ? classes(value, where) : floats(value, where);
}

/** As JSON, or an EngineError for what JSON has no word for; `where` names the whole. */
export function toJson(value: unknown, where: string): string {
  return reading(where, () => {
    const json: string | undefined = JSON.stringify(value, (_, item: unknown) =>
      ArrayBuffer.isView(item) && !(item instanceof DataView) ? Array.from(item as unknown as ArrayLike<number>) : item,
    );
    refuseUnsaid(value, "", where);
    if (json === undefined) throw new EngineError("invalid_value", where, `expected an object, got ${kind(value)}`);
    return json;
  });
}

/** JSON.stringify would write null for NaN and infinity, and leave out functions and symbols, without a word. */
function refuseUnsaid(value: unknown, path: string, whole: string): void {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new EngineError("invalid_value", path || whole, "must be a finite number");
  if (typeof value === "function" || typeof value === "symbol")
    throw new EngineError("invalid_value", path || whole, `must be plain data, got ${kind(value)}`);
  if (typeof value !== "object" || value === null) return;
  const list = Array.isArray(value) || ArrayBuffer.isView(value);
  for (const [key, item] of Object.entries(value))
    refuseUnsaid(item, list ? `${path}[${key}]` : path ? `${path}.${key}` : key, whole);
}

function sameNumbers(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): boolean {
  if (!a || !b || a.length !== b.length) return a === b;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
