/** Templates and variables become programs, views and playback: the one place that reads `var`, `switch`, `repeat`. */
import type { Program } from "../engine/program.js";
import type { FigureSpec, PlaybackSpec, Variables, ViewSpec } from "./spec.js";
import { suits } from "./suits.js";

/** A mistake in a spec; `path` leads to it from the spec's top: `program.model[2].p`. */
export class SpecError extends Error {
  readonly path: string;
  readonly problem: string;
  constructor(path: string, problem: string) {
    super(path ? `${path}: ${problem}` : problem);
    this.name = "SpecError";
    this.path = path;
    this.problem = problem;
  }
}

export interface ResolvedRun {
  name: string;
  label: string;
  color: number;
  program: Program;
}

export interface ResolvedFigure {
  program: Program;
  runs: ResolvedRun[];
  views: ViewSpec[];
  playback: PlaybackSpec;
}

type Plain = Record<string, unknown>;

export function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

export const isVariableNode = (node: unknown): node is { var: string; times?: number } =>
  isObject(node) && "var" in node;
export const isSwitchNode = (node: unknown): node is { switch: string; cases: Plain } =>
  isObject(node) && "switch" in node;
export const isRepeatNode = (node: unknown): node is { repeat: unknown; of: unknown[] } =>
  isObject(node) && "repeat" in node;

/** `model` and `2` become `model[2]`, `model` and `p` become `model.p`. */
export function join(path: string, key: string | number): string {
  if (typeof key === "number") return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}

export function variableOf(name: unknown, variables: Variables, path: string): Variables[string] {
  if (typeof name === "string" && Object.hasOwn(variables, name)) return variables[name] as Variables[string];
  const known = Object.keys(variables);
  const have = known.length > 0 ? `it has ${known.join(", ")}` : "it has none";
  throw new SpecError(path, `no variable ${JSON.stringify(name)}; ${have}`);
}

function onlyKeys(node: Plain, keys: readonly string[], path: string): void {
  for (const key of Object.keys(node)) {
    if (!keys.includes(key)) throw new SpecError(join(path, key), `unknown field beside "${keys[0]}"`);
  }
}

/** The case that a switch takes; `path` of the case is given to `take`. */
export function activeCase(node: { switch: string; cases: Plain }, variables: Variables, path: string): string {
  onlyKeys(node as unknown as Plain, ["switch", "cases"], path);
  const value = String(variableOf(node.switch, variables, join(path, "switch")));
  if (!isObject(node.cases)) throw new SpecError(join(path, "cases"), "must be an object with one entry per value");
  if (!Object.hasOwn(node.cases, value)) {
    throw new SpecError(
      join(path, "cases"),
      `no case "${value}"; it has ${Object.keys(node.cases).join(", ") || "none"}`,
    );
  }
  return value;
}

function resolveVariable(node: { var: string; times?: number }, variables: Variables, path: string): unknown {
  onlyKeys(node as unknown as Plain, ["var", "times"], path);
  const value = variableOf(node.var, variables, join(path, "var"));
  if (node.times === undefined) return value;
  if (typeof node.times !== "number") throw new SpecError(join(path, "times"), "must be a number");
  if (typeof value !== "number")
    throw new SpecError(path, `"times" needs a number, but "${node.var}" is ${JSON.stringify(value)}`);
  return value * node.times;
}

/** The items that one entry of a list stands for: several for `repeat` and for a `switch` whose case is a list. */
export function resolveItem(item: unknown, variables: Variables, path: string): unknown[] {
  if (isRepeatNode(item)) {
    onlyKeys(item as unknown as Plain, ["repeat", "of"], path);
    const count = resolveTemplate(item.repeat, variables, join(path, "repeat"));
    if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > 1000) {
      throw new SpecError(join(path, "repeat"), `must be a whole number from 0 to 1000, not ${JSON.stringify(count)}`);
    }
    const once = resolveList(item.of, variables, join(path, "of"));
    return Array.from({ length: count }, () => copy(once)).flat();
  }
  const value = resolveTemplate(item, variables, path);
  return isSwitchNode(item) && Array.isArray(value) ? value : [value];
}

/** structuredClone does more, and takes ten times as long for a thousand layers. */
function copy<T>(json: T): T {
  if (Array.isArray(json)) return json.map(copy) as T;
  if (!isObject(json)) return json;
  const whole: Plain = {};
  for (const key of Object.keys(json)) whole[key] = copy(json[key]);
  return whole as T;
}

function resolveList(list: unknown, variables: Variables, path: string): unknown[] {
  if (!Array.isArray(list)) throw new SpecError(path, "must be a list");
  return list.flatMap((item, index) => resolveItem(item, variables, join(path, index)));
}

/** JSON without template nodes; the answer shares nothing with the template. Throws SpecError. */
export function resolveTemplate(template: unknown, variables: Variables, path = ""): unknown {
  if (Array.isArray(template)) return resolveList(template, variables, path);
  if (!isObject(template)) return template;
  if (isVariableNode(template)) return structuredClone(resolveVariable(template, variables, path));
  if (isSwitchNode(template)) {
    const taken = activeCase(template, variables, path);
    return resolveTemplate(template.cases[taken], variables, join(join(path, "cases"), taken));
  }
  if (isRepeatNode(template)) return resolveItem(template, variables, path);
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, resolveTemplate(value, variables, join(path, key))]),
  );
}

function resolveProgram(template: unknown, variables: Variables, seed: number | undefined, path: string): Program {
  const program = resolveTemplate(template, variables, path);
  if (!isObject(program)) throw new SpecError(path, "must be an object");
  // The engine's default seed is 0; written out, so that every figure can show the seed it runs with.
  return { ...program, seed: seed ?? program.seed ?? 0 } as Program;
}

function resolvePlayback(template: unknown, variables: Variables): PlaybackSpec {
  const playback = resolveTemplate(template, variables, "playback");
  if (!isObject(playback)) throw new SpecError("playback", "must be an object");
  for (const key of ["steps", "evaluateEvery"]) {
    const value = playback[key];
    if (!Number.isInteger(value) || (value as number) < 1)
      throw new SpecError(`playback.${key}`, "must be a whole number above 0");
  }
  if (typeof playback.speed !== "number" || !(playback.speed > 0))
    throw new SpecError("playback.speed", "must be a number above 0");
  return playback as unknown as PlaybackSpec;
}

/** All of them, whether they have something to draw or not. */
export function resolveViews(template: unknown, variables: Variables): ViewSpec[] {
  const views = resolveTemplate(template, variables, "views");
  if (!Array.isArray(views)) throw new SpecError("views", "must be a list");
  views.forEach((view, index) => {
    const path = join("views", index);
    if (!isObject(view)) throw new SpecError(path, "must be an object");
    for (const key of ["type", "title"]) {
      if (typeof view[key] !== "string") throw new SpecError(join(path, key), "must be a string");
    }
    if (!["string", "undefined"].includes(typeof view.alt)) throw new SpecError(join(path, "alt"), "must be a string");
  });
  return views as ViewSpec[];
}

/**
 * What a figure is for given values of its variables. A run's own `set` goes over the controls' values, its `program`
 * replaces top-level fields; `seed` goes over the seed of the base program. Throws SpecError.
 */
export function resolveFigure(spec: FigureSpec, variables: Variables, seed?: number): ResolvedFigure {
  const place = (bare: Program, path: string): Program => spec.source?.place(bare, path) ?? bare;
  const program = place(resolveProgram(spec.program, variables, seed, "program"), "program");
  const runs = spec.runs.map((run, index) => {
    const path = join("runs", index);
    for (const name of Object.keys(run.set ?? {})) variableOf(name, variables, join(join(path, "set"), name));
    const own: Variables = { ...variables, ...run.set };
    const base = resolveProgram(spec.program, own, seed, "program");
    const replaced = resolveTemplate(run.program ?? {}, own, join(path, "program")) as Partial<Program>;
    return {
      name: run.name,
      label: run.label ?? run.name,
      color: run.color ?? index,
      program: place({ ...base, ...replaced }, join(path, "program")),
    };
  });
  return {
    program,
    runs,
    views: resolveViews(spec.views, variables).filter((view) => !view.for || suits(view.for, program)),
    playback: resolvePlayback(spec.playback, variables),
  };
}
