/** Checks a spec from JSON and names every mistake: `figures/04-dropout.json: controls[1].variable: no variable "q"; …`. */
import type { EngineErrorData, Program } from "../engine/program.js";
import { bindPaths } from "./bind_paths.js";
import { checkCondition, checkQuantities } from "./goal.js";
import { runKey } from "./quantities.js";
import { checkReadout } from "./readout.js";
import { isObject, join, type ResolvedRun, resolveFigure, SpecError } from "./resolve.js";
import type { ControlSpec, FigureSpec, Value, Variables } from "./spec.js";
import {
  CONTROLS,
  checkFields,
  FIGURE,
  isValue,
  OPTION,
  PICTURE,
  PLAYBACK,
  RUN,
  suggestion,
  WHEN,
} from "./spec_fields.js";
import { checkTranslations } from "./translate.js";
import { createState } from "./update.js";

/** What stands outside the figure layer: which views there are, and what the engine says to a program. */
export interface Known {
  views?: readonly string[];
  checkProgram?: (program: Program) => readonly EngineErrorData[];
}

/** A valid spec, or every mistake found, each beginning with `file`. */
export type Validated = { spec: FigureSpec; mistakes: [] } | { spec?: undefined; mistakes: string[] };

export function validateSpec(json: unknown, file: string, known: Known = {}): Validated {
  const told = (mistakes: string[]) => ({ mistakes: mistakes.map((mistake) => `${file}: ${mistake}`) });
  // References are looked up only in a spec whose form is right: one slip shall not show up as ten.
  const form = checkForm(json);
  if (form.length > 0) return told(form);
  const bound = bindPaths(json as FigureSpec);
  const mistakes = bound.mistakes.length > 0 ? bound.mistakes : checkMeaning(bound.spec, known);
  return mistakes.length > 0 ? told(mistakes) : { spec: bound.spec, mistakes: [] };
}

/** The spec in a JSON text. Throws SpecError with every mistake, one a line. */
export function parseSpec(text: string, file: string, known?: Known): FigureSpec {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SpecError(file, `not JSON: ${(error as Error).message}`);
  }
  const { spec, mistakes } = validateSpec(json, file, known);
  if (!spec) throw new SpecError("", mistakes.join("\n"));
  return spec;
}

function checkForm(json: unknown): string[] {
  const mistakes = checkFields(json, FIGURE, "", true);
  if (!isObject(json)) return mistakes;
  if (json.version !== 1) mistakes.push("version: must be 1");
  if (isObject(json.variables)) {
    for (const [name, value] of Object.entries(json.variables)) {
      if (!isValue(value))
        mistakes.push(`variables.${name}: must be a number, a string, true, false or a list of numbers`);
    }
  }
  if (isObject(json.picture)) mistakes.push(...checkFields(json.picture, PICTURE, "picture"));
  if (isObject(json.playback) && !("switch" in json.playback))
    mistakes.push(...checkFields(json.playback, PLAYBACK, "playback", true));
  listOf(json.hints).forEach((hint, index) => {
    if (typeof hint !== "string") mistakes.push(`${join("hints", index)}: must be a string`);
  });
  if (isObject(json.goal)) {
    if (typeof json.goal.label !== "string")
      mistakes.push("goal.label: is missing; it must be a string: what is to be reached, in words");
    mistakes.push(...checkCondition(json.goal, "goal", ["label"]));
  }
  mistakes.push(...listOf(json.runs).flatMap((run, index) => checkFields(run, RUN, join("runs", index))));
  if (Array.isArray(json.runs) && json.runs.length === 0) mistakes.push("runs: must have at least one run");
  mistakes.push(
    ...listOf(json.controls).flatMap((control, index) => checkControlForm(control, join("controls", index))),
  );
  return mistakes;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function checkControlForm(control: unknown, path: string): string[] {
  if (!isObject(control)) return [`${path}: must be an object`];
  const type = String(control.type);
  if (!Object.hasOwn(CONTROLS, type))
    return [`${path}.type: unknown control "${type}"${suggestion(type, Object.keys(CONTROLS))}`];
  const mistakes = checkFields(control, CONTROLS[type]!, path);
  if ((control.variable === undefined) === (control.path === undefined))
    mistakes.push(`${path}.variable: there must be either a variable or a path into the program`);
  if (control.when !== undefined) mistakes.push(...checkFields(control.when, WHEN, join(path, "when")));
  const options = listOf(control.options);
  mistakes.push(...options.flatMap((option, index) => checkFields(option, OPTION, join(join(path, "options"), index))));
  if (type === "choice" && options.length < 2) mistakes.push(`${path}.options: must have at least two options`);
  const { min, max, step } = control as { min: number; max: number; step: number };
  if (type === "range" && !(min < max)) mistakes.push(`${path}.max: must be above min`);
  if (type === "range" && !(step > 0)) mistakes.push(`${path}.step: must be above 0`);
  if (type === "log" && !(min > 0 && min < max)) mistakes.push(`${path}.min: must be above 0 and below max`);
  return mistakes;
}

function checkMeaning(spec: FigureSpec, known: Known): string[] {
  const names = Object.keys(spec.variables);
  const mistakes: string[] = [];
  const noVariable = (path: string, name: string) =>
    mistakes.push(`${path}: no variable "${name}"; it has ${names.join(", ") || "none"}`);

  spec.controls.forEach((control, index) => {
    const path = join("controls", index);
    if (!names.includes(control.variable)) noVariable(`${path}.variable`, control.variable);
    else mistakes.push(...checkDefault(control, spec.variables[control.variable]!, path));
    if (control.when && !names.includes(control.when.variable))
      noVariable(`${path}.when.variable`, control.when.variable);
  });

  const keys = new Map<string, number>();
  spec.runs.forEach((run, index) => {
    const before = keys.get(runKey(run.name));
    if (before !== undefined)
      mistakes.push(
        `runs[${index}].name: "${run.name}" cannot be told from runs[${before}] "${spec.runs[before]!.name}"`,
      );
    keys.set(runKey(run.name), index);
  });

  mistakes.push(...checkTranslations(spec));

  // What is wrong at the defaults is not said again for every other setting.
  const seen = new Map(mistakes.map((mistake) => [mistake, mistake]));
  for (const variables of settings(spec)) {
    for (const { mistake, having } of checkSetting(spec, variables, known)) {
      if (!seen.has(mistake)) seen.set(mistake, mistake + having);
    }
    if (seen.size > 20) break;
  }
  return [...seen.values()];
}

function checkDefault(control: ControlSpec, value: Value, path: string): string[] {
  const says = `variables.${control.variable} is ${JSON.stringify(value)}`;
  if (control.type === "choice") {
    const allowed = control.options.map((option) => JSON.stringify(option.value));
    return allowed.includes(JSON.stringify(value))
      ? []
      : [`${path}.options: ${says}, which is none of ${allowed.join(", ")}`];
  }
  if (control.type === "toggle") {
    const allowed = [control.on ?? true, control.off ?? false].map((each) => JSON.stringify(each));
    return allowed.includes(JSON.stringify(value)) ? [] : [`${path}: ${says}, which is none of ${allowed.join(", ")}`];
  }
  if (typeof value !== "number") return [`${path}: ${says}, but a ${control.type} control needs a number`];
  const zero = control.type === "log" && control.zero === true && value === 0;
  return zero || (value >= control.min && value <= control.max)
    ? []
    : [`${path}: ${says}, outside ${control.min} to ${control.max}`];
}

/** The defaults; each control at each of its ends or options; and all choices combined, up to 64 combinations. */
function settings(spec: FigureSpec): Variables[] {
  const values = spec.controls.map((control): readonly Value[] => {
    if (control.type === "choice") return control.options.map(({ value }) => value);
    if (control.type === "toggle") return [control.on ?? true, control.off ?? false];
    return control.type === "log" && control.zero ? [0, control.min, control.max] : [control.min, control.max];
  });
  const all: Variables[] = [spec.variables];
  let combined: Variables[] = [spec.variables];
  spec.controls.forEach((control, index) => {
    for (const value of values[index]!) all.push({ ...spec.variables, [control.variable]: value });
    if (control.type !== "choice" && control.type !== "toggle") return;
    const more = combined.flatMap((base) => values[index]!.map((value) => ({ ...base, [control.variable]: value })));
    if (more.length <= 64) combined = more;
  });
  return [...all, ...combined];
}

function checkSetting(spec: FigureSpec, variables: Variables, known: Known): { mistake: string; having: string }[] {
  const mistakes = new Set<string>();
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      mistakes.add(error.message);
    }
  };
  attempt(() => {
    const { runs, views } = resolveFigure(spec, variables);
    views.forEach((view, index) => {
      if (!known.views || known.views.includes(view.type)) return;
      mistakes.add(`views[${index}].type: unknown view "${view.type}"${suggestion(view.type, known.views)}`);
    });
    for (const mistake of checkPrograms(runs, known)) mistakes.add(mistake);
    attempt(() => checkReadout(spec.readout, createState(spec, { variables })));
    for (const language of Object.keys(spec.translations ?? {}))
      attempt(() => checkTranslated(spec, variables, language));
    attempt(() => spec.goal && checkQuantities(spec.goal, createState(spec, { variables })));
  });
  const changed = Object.keys(variables).filter((name) => variables[name] !== spec.variables[name]);
  const values = changed.map((name) => `${name} = ${JSON.stringify(variables[name])}`);
  const having = values.length > 0 ? ` (with ${values.join(", ")})` : "";
  return [...mistakes].map((mistake) => ({ mistake, having }));
}

function checkTranslated(spec: FigureSpec, variables: Variables, lang: string): void {
  try {
    const state = createState(spec, { variables, lang });
    checkReadout(state.spec.readout, state);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(join(join("translations", lang), error.path), error.problem);
  }
}

/** What the engine says to the runs' programs; a run is named where the others are right. */
function checkPrograms(runs: readonly ResolvedRun[], { checkProgram }: Known): string[] {
  const said = runs.map(({ program }) =>
    (checkProgram?.(program) ?? []).map(({ where, message }) => (where ? `${where}: ${message}` : message)),
  );
  return said.flatMap((mistakes, index) =>
    mistakes.map((mistake) =>
      said.every((others) => others.includes(mistake)) ? mistake : `runs[${index}] "${runs[index]!.name}": ${mistake}`,
    ),
  );
}
