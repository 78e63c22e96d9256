/**
 * A figure's state as one line of text, for a link or an attribute: what differs from the spec, and the step.
 *
 *   1;seed=9;var.p=0.8;var.start=-1.5,2;step=240;speed=max;program=eyJ…
 *
 * The first part is the version. Values are percent-encoded; a list stands with commas; a program that was set through
 * the property, or edited as code, is its JSON in base64url, and so is that of a run (`run.1=…`) which has come to have
 * something else of its own. Version 2 has pinned runs, each such a text again: pins=1%3Bvar.p=0%3B…|…. Whatever a version
 * does not know is refused. Nothing that comes from outside is believed: see checkShared.
 */
import type { Program } from "../engine/program.js";
import type { Key } from "../strings/say.js";
import { allowed } from "./control_values.js";
import { equalJson } from "./edit_program.js";
import { isObject, isRepeatNode, isSwitchNode, isVariableNode, resolveFigure } from "./resolve.js";
import type { FigureSpec, Value } from "./spec.js";
import type { FigureState } from "./state.js";
import { bareProgram } from "./update.js";

export interface SharedState {
  seed?: number;
  /** Variables that differ from the spec's. */
  variables: Record<string, Value>;
  /** The base program without its seed, where it is not what the spec's template gives. */
  program?: Program;
  /** The same of runs that have other values or fields of their own than the spec gives them, by their index. */
  runs?: Record<number, Program>;
  step: number;
  /** Steps per second, where it is not the figure's own. */
  speed?: number;
  /** Pinned runs, as texts of this kind without pins of their own. */
  pins?: readonly string[];
}

/** Longer ones are neither written nor read: servers and chats cut links off. */
export const LONGEST = 12_000;
const VERSION = "1";
const WITH_PINS = "2";
export const MOST_PINS = 6;

/** Why a text is no state of this figure: the key of a sentence, and what fills it. */
export class ShareError extends Error {
  readonly key: Key;
  readonly filling: Record<string, string | number>;
  constructor(key: Key, filling: Record<string, string | number> = {}) {
    super(`${key} ${JSON.stringify(filling)}`);
    this.name = "ShareError";
    this.key = key;
    this.filling = filling;
  }
}

/** What a reader has made of a figure, but for rows of their own: they stay here. `written` is the spec as it was loaded. */
export function sharedOf(state: FigureState, written: FigureSpec): SharedState {
  const changed = Object.entries(state.variables).filter(([name, value]) => !equalJson(value, written.variables[name]));
  // Values that only a program can give, beyond the ends of a control, travel in the program.
  const given = changed.filter(([name, value]) => allowed(written, name, value));
  const own = resolveFigure(written, state.variables).program;
  const { seed: _, ...program } = bareProgram(state);
  const runs = ownPrograms(state, written);
  return {
    ...(state.seed !== (own.seed ?? 0) && { seed: state.seed }),
    variables: Object.fromEntries(given),
    ...((given.length < changed.length || !equalJson(state.spec.program, written.program)) && { program }),
    ...(Object.keys(runs).length > 0 && { runs }),
    step: state.step,
    ...(state.speed !== state.playback.speed && { speed: state.speed }),
    ...(state.pins?.length && { pins: state.pins }),
  };
}

function ownPrograms(state: FigureState, written: FigureSpec): Record<number, Program> {
  const own = ({ runs }: FigureSpec, index: number) => [runs[index]?.set ?? {}, runs[index]?.program ?? {}];
  const { spec, variables, seed } = state;
  const runs = spec.source ? resolveFigure({ ...spec, source: undefined }, variables, seed).runs : state.runs;
  const edited = runs.flatMap(({ program: { seed: _, ...program } }, index) =>
    equalJson(own(state.spec, index), own(written, index)) ? [] : [[index, program] as const],
  );
  return Object.fromEntries(edited);
}

/** The figure as it comes: there is nothing to share. */
export function isUntouched({ seed, variables, program, runs, step, speed, pins }: SharedState): boolean {
  return (
    seed === undefined &&
    Object.keys(variables).length === 0 &&
    program === undefined &&
    runs === undefined &&
    step === 0 &&
    speed === undefined &&
    pins === undefined
  );
}

/** The text, or null where it would be too long. */
export function encodeShared({ seed, variables, program, runs, step, speed, pins }: SharedState): string | null {
  const parts = [pins ? WITH_PINS : VERSION];
  if (seed !== undefined) parts.push(`seed=${seed}`);
  for (const [name, value] of Object.entries(variables)) parts.push(`var.${encodeURIComponent(name)}=${textOf(value)}`);
  if (step > 0) parts.push(`step=${step}`);
  if (speed !== undefined) parts.push(`speed=${speed === Number.POSITIVE_INFINITY ? "max" : speed}`);
  if (program !== undefined) parts.push(`program=${toBase64(JSON.stringify(program, plain))}`);
  for (const [index, own] of Object.entries(runs ?? {}))
    parts.push(`run.${index}=${toBase64(JSON.stringify(own, plain))}`);
  if (pins) parts.push(`pins=${pins.map((pin) => encodeURIComponent(pin).replace(/'/g, "%27")).join("|")}`);
  const text = parts.join(";");
  return text.length > LONGEST ? null : text;
}

/** Typed arrays as JSON has them. */
const plain = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;

const textOf = (value: Value): string =>
  Array.isArray(value) ? value.join(",") : encodeURIComponent(String(value)).replace(/'/g, "%27");

/** The state in a text. Throws ShareError for everything that this figure cannot be, or that only looks like one. */
export function decodeShared(text: string, spec: FigureSpec): SharedState {
  if (text.length > LONGEST) throw new ShareError("linkTooLong");
  const [version, ...parts] = text.split(";");
  if (version !== VERSION && version !== WITH_PINS)
    throw new ShareError(/^\d+$/.test(version ?? "") ? "linkVersion" : "linkUnreadable");
  const shared: SharedState = { variables: {}, step: 0 };
  const seen = new Set<string>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    const field = decoded(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? "" : part.slice(equals + 1);
    if (seen.has(field)) throw new ShareError("linkTwice", { field: short(field) });
    seen.add(field);
    if (field.startsWith("var.")) readVariable(shared, field.slice(4), decoded(value), spec);
    else if (field === "seed") shared.seed = wholeNumber(value, "linkSeed");
    else if (field === "step") shared.step = wholeNumber(value, "linkStep", { steps: "…" });
    else if (field === "speed") shared.speed = speedIn(value);
    else if (field === "program") shared.program = programIn(value);
    else if (/^run\.\d{1,3}$/.test(field) && spec.runs[Number(field.slice(4))])
      shared.runs = { ...shared.runs, [Number(field.slice(4))]: programIn(value) };
    else if (field === "pins" && version === WITH_PINS) shared.pins = pinsIn(value, spec);
    else throw new ShareError("linkField", { field: short(field) });
  }
  checkStep(shared, spec);
  return shared;
}

function readVariable({ variables }: SharedState, name: string, text: string, spec: FigureSpec): void {
  if (!Object.hasOwn(spec.variables, name)) throw new ShareError("linkVariable", { variable: short(name) });
  const value = valueLike(spec.variables[name]!, text);
  if (value === undefined || !allowed(spec, name, value))
    throw new ShareError("linkValue", { variable: name, value: short(text) });
  variables[name] = value;
}

/** A value of the default's type; undefined where the text is none. */
function valueLike(model: Value, text: string): Value | undefined {
  if (typeof model === "string") return text;
  if (typeof model === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (typeof model === "number") return numberIn(text);
  const numbers = text.split(",").map(numberIn);
  return numbers.length === model.length && numbers.every((each) => each !== undefined) ? numbers : undefined;
}

/** As JavaScript writes numbers: no blanks, no hexadecimal, nothing infinite. */
function numberIn(text: string): number | undefined {
  const value = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function wholeNumber(text: string, key: Key, filling: Record<string, string | number> = {}): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new ShareError(key, filling);
  return value;
}

function speedIn(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const speed = numberIn(text);
  if (speed === undefined || !(speed > 0)) throw new ShareError("linkSpeed");
  return speed;
}

function programIn(text: string): Program {
  let program: unknown;
  try {
    program = JSON.parse(fromBase64(text));
  } catch {
    throw new ShareError("linkProgram");
  }
  if (!isObject(program) || "seed" in program || depthOf(program) > DEEPEST || isTemplate(program))
    throw new ShareError("linkProgram");
  return program as Program;
}

/** Each is a state of this figure by itself, or none is taken. */
function pinsIn(value: string, spec: FigureSpec): string[] {
  const pins = [...new Set(value.split("|").map(decoded))];
  if (pins.length > MOST_PINS) throw new ShareError("linkPins", { most: MOST_PINS });
  for (const pin of pins) if (decodeShared(pin, spec).pins) throw new ShareError("linkPins", { most: MOST_PINS });
  return pins;
}

/** Programs nest blocks in blocks; much deeper is nobody's program. */
const DEEPEST = 24;

/** What only a spec may say: a few of them in each other would make more layers than there is memory for. */
function isTemplate(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isVariableNode(value) || isSwitchNode(value) || isRepeatNode(value) || Object.values(value).some(isTemplate);
}

/** Counted up to the limit only, so that nothing can nest too deeply for the count itself. */
function depthOf(value: unknown, left = DEEPEST): number {
  if (typeof value !== "object" || value === null || left < 0) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item, left - 1)));
}

/** A figure trains no further than its author lets it: no link can ask for more. */
function checkStep({ step, variables }: SharedState, spec: FigureSpec): void {
  const { steps } = resolveFigure(spec, { ...spec.variables, ...variables }).playback;
  if (step > steps) throw new ShareError("linkStep", { steps });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ShareError("linkUnreadable");
  }
}

/** What a message repeats of a text that anyone may have written. */
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function toBase64(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
