/** Checks a spec from JSON and names every mistake: `figures/04-dropout.json: controls[1].variable: no variable "q"; …`. */
import type { EngineErrorData, Program } from "../engine/program.js";
import { bindPaths } from "./bind_paths.js";
import { builderGoals, checkQuantities } from "./goal.js";
import { checkPresets, presetVariables } from "./presets.js";
import { runKey } from "./quantities.js";
import { checkReadout } from "./readout.js";
import { join, type ResolvedRun, resolveFigure, resolveViews, SpecError } from "./resolve.js";
import type { ControlSpec, DataSource, FigureSpec, Value, Variables } from "./spec.js";
import { checkFields, FOR, suggestion } from "./spec_fields.js";
import { checkForm } from "./spec_form.js";
import { checkTranslations } from "./translate.js";
import { createState } from "./update.js";

/** What stands outside the figure layer: which views there are, and what the engine says to a program. */
export interface Known {
  views?: readonly string[];
  checkProgram?: (program: Program) => readonly EngineErrorData[];
  /** The names of a family of the engine's types. */
  types?: (family: "layer" | "data") => readonly string[];
  /** False where somebody waits for the figure: the defaults alone, in its own language. Other settings are then refused as they are chosen. */
  everySetting?: boolean;
  /** The rows of the files that its programs name (files.ts). */
  source?: DataSource;
}

/** A valid spec, or every mistake found, each beginning with `file`. */
export type Validated = { spec: FigureSpec; mistakes: [] } | { spec?: undefined; mistakes: string[] };

export function validateSpec(json: unknown, file: string, known: Known = {}): Validated {
  const told = (mistakes: string[]) => ({ mistakes: mistakes.map((mistake) => `${file}: ${mistake}`) });
  // References are looked up only in a spec whose form is right: one slip shall not show up as ten.
  const form = checkForm(json);
  if (form.length > 0) return told(form);
  const bound = bindPaths(json as FigureSpec);
  const spec = known.source ? { ...bound.spec, source: known.source } : bound.spec;
  const mistakes = bound.mistakes.length > 0 ? bound.mistakes : checkMeaning(spec, known);
  return mistakes.length > 0 ? told(mistakes) : { spec, mistakes: [] };
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

/** What the parts of a spec say of each other, and what comes of them at every setting. */
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

  if (spec.sweep && !names.includes(spec.sweep.variable)) noVariable("sweep.variable", spec.sweep.variable);

  const keys = new Map<string, number>();
  spec.runs.forEach((run, index) => {
    const before = keys.get(runKey(run.name));
    if (before !== undefined)
      mistakes.push(
        `runs[${index}].name: "${run.name}" cannot be told from runs[${before}] "${spec.runs[before]!.name}"`,
      );
    keys.set(runKey(run.name), index);
  });

  if (spec.builder) mistakes.push(...checkBuilder(spec, known));
  if (known.everySetting !== false) mistakes.push(...checkPresets(spec), ...checkTranslations(spec));

  // What is wrong at the defaults is not said again for every other setting.
  const seen = new Map(mistakes.map((mistake) => [mistake, mistake]));
  for (const variables of known.everySetting === false ? [spec.variables] : settings(spec)) {
    for (const { mistake, having } of checkSetting(spec, variables, known)) {
      if (!seen.has(mistake)) seen.set(mistake, mistake + having);
    }
    if (seen.size > 20) break;
  }
  return [...seen.values()];
}

/** It edits one network: a second one, or values that a run fixes, would be edited behind the reader's back. */
function checkBuilder({ runs, builder, goal }: FigureSpec, { types }: Known): string[] {
  const mistakes: string[] = [];
  if (runs.length !== 1 || runs[0]!.set || runs[0]!.program)
    mistakes.push("builder: needs a single run, with neither set nor program of its own");
  if (builder === true || !builder) return mistakes;
  if (goal && builder.goals) mistakes.push("builder.goals: stand in place of a goal; there must be one or the other");
  for (const [list, family] of [["layers", "layer"] as const, ["data", "data"] as const]) {
    builder[list]?.forEach((name, index) => {
      const known = types?.(family);
      if (known && !known.includes(name))
        mistakes.push(`${join(`builder.${list}`, index)}: unknown ${family} "${name}"${suggestion(name, known)}`);
    });
  }
  return mistakes;
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

/** The defaults; each preset; each control at each of its ends or options; and all choices combined, up to 64 combinations. */
function settings(spec: FigureSpec): Variables[] {
  const values = spec.controls.map((control): readonly Value[] => {
    if (control.type === "choice") return control.options.map(({ value }) => value);
    if (control.type === "toggle") return [control.on ?? true, control.off ?? false];
    return control.type === "log" && control.zero ? [0, control.min, control.max] : [control.min, control.max];
  });
  const all: Variables[] = [spec.variables, ...(spec.presets ?? []).map((preset) => presetVariables(spec, preset))];
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
    const { runs } = resolveFigure(spec, variables);
    resolveViews(spec.views, variables).forEach((view, index) => {
      const path = `${join("views", index)}.for`;
      if (view.for !== undefined) for (const mistake of checkFields(view.for, FOR, path)) mistakes.add(mistake);
      if (view.for?.learns !== undefined && !["classes", "values"].includes(view.for.learns))
        mistakes.add(`${path}.learns: must be "classes" or "values"`);
      if (!known.views || known.views.includes(view.type)) return;
      mistakes.add(`views[${index}].type: unknown view "${view.type}"${suggestion(view.type, known.views)}`);
    });
    for (const mistake of checkPrograms(runs, known)) mistakes.add(mistake);
    if (known.everySetting !== false) for (const mistake of checkSweep(spec, variables, known)) mistakes.add(mistake);
    attempt(() => checkReadout(spec.readout, createState(spec, { variables })));
    for (const language of known.everySetting === false ? [] : Object.keys(spec.translations ?? {}))
      attempt(() => checkTranslated(spec, variables, language));
    attempt(() => spec.goal && checkQuantities(spec.goal, createState(spec, { variables })));
    builderGoals(spec).forEach((goal, index) => {
      attempt(() => checkQuantities(goal, createState(spec, { variables }), join("builder.goals", index)));
    });
  });
  const changed = Object.keys(variables).filter((name) => variables[name] !== spec.variables[name]);
  const values = changed.map((name) => `${name} = ${JSON.stringify(variables[name])}`);
  const having = values.length > 0 ? ` (with ${values.join(", ")})` : "";
  return [...mistakes].map((mistake) => ({ mistake, having }));
}

/** The sweep's programs, at its first and its last value. */
function checkSweep({ sweep, ...spec }: FigureSpec, variables: Variables, known: Known): string[] {
  if (!sweep || !Object.hasOwn(variables, sweep.variable)) return [];
  return [sweep.values[0]!, sweep.values.at(-1)!].flatMap((value) => {
    const swept = { ...variables, [sweep.variable]: value };
    const { runs } = resolveFigure({ ...spec, runs: sweep.runs ?? spec.runs }, swept);
    return checkPrograms(runs, known).map((mistake) => `sweep at ${value}: ${mistake}`);
  });
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
