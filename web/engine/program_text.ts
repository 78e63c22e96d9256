/** A program on its way into the engine and back: JSON for the fields, the caller's own arrays beside it. */
import { classes, floats } from "./arrays.js";
import { kind } from "./border.js";
import { EngineError } from "./errors.js";
import type { CallerArrays } from "./module.js";
import type { ArrayData, Program } from "./program.js";

export interface ProgramText {
  json: string;
  arrays: CallerArrays | null;
}

/** Takes the arrays out of `program.data`; throws an EngineError for what JSON or the engine cannot hold. */
export function toText(program: unknown): ProgramText {
  if (!isObject(program)) throw new EngineError("invalid_value", "program", `expected an object, got ${kind(program)}`);
  const { data } = program;
  if (!isObject(data) || !("inputs" in data || "targets" in data)) return { json: stringify(program), arrays: null };
  const { inputs, targets, validation, ...described } = data;
  return {
    json: stringify({ ...program, data: described }),
    arrays: toArrays(inputs, targets, validation, program.loss),
  };
}

/** The engine's complete program, with the caller's arrays put back. */
export function fromText(json: string, arrays: CallerArrays | null): Program {
  const program = JSON.parse(json) as Program;
  if (!arrays) return program;
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

/**
 * `changes` laid over a program. Objects merge field by field, unless `type` or `name` changes: then the other fields
 * belonged to something else. Lists (`model`, `betas`) are replaced as a whole.
 */
export function merge(program: Program, changes: unknown): Program {
  if (!isObject(changes)) throw new EngineError("invalid_value", "update", `expected an object, got ${kind(changes)}`);
  return mergeObjects(program as Record<string, unknown>, changes) as Program;
}

function mergeObjects(base: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
  const replaces = (["type", "name"] as const).some((key) => key in changes && changes[key] !== base[key]);
  const merged: Record<string, unknown> = replaces ? {} : { ...base };
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
  if (value instanceof Int32Array || value instanceof Float32Array) return value;
  const type = isObject(loss) ? loss.type : undefined;
  return type === undefined || type === "CrossEntropyLoss" ? classes(value, where) : floats(value, where);
}

function stringify(value: unknown): string {
  try {
    const json = JSON.stringify(value, (_, item: unknown) =>
      ArrayBuffer.isView(item) ? Array.from(item as unknown as ArrayLike<number>) : item,
    );
    // JSON has no word for NaN and infinity and would silently write null.
    const place = nonFinite(value, "");
    if (place) throw new EngineError("invalid_value", place, "must be a finite number");
    return json;
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw new EngineError("invalid_value", "program", thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** The path of the first NaN or infinity, "" when there is none. */
function nonFinite(value: unknown, path: string): string {
  if (typeof value === "number") return Number.isFinite(value) ? "" : path;
  if (typeof value !== "object" || value === null) return "";
  const list = Array.isArray(value) || ArrayBuffer.isView(value);
  for (const [key, item] of Object.entries(value)) {
    const found = nonFinite(item, list ? `${path}[${key}]` : path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return "";
}

function sameNumbers(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): boolean {
  if (!a || !b || a.length !== b.length) return a === b;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
