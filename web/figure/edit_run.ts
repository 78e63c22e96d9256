/**
 * One run's program edited as a whole, put back into the figure's templates. The rule: what the runs share stays shared,
 * and what a run has of its own stays its own. So an edit goes, in this order,
 *   to a variable, which all runs follow as they follow its control, or to the value of it that the run fixes (`set`);
 *   to the field that the run alone has (`program`);
 *   to the program that all runs share, unless another run would then lose what makes it another one.
 */
import type { Program } from "../engine/program.js";
import { equalJson, overlay } from "./edit_program.js";
import { type Fill, resolved, valuesFor } from "./nearest_values.js";
import { isObject, isSwitchNode, isVariableNode, resolveFigure } from "./resolve.js";
import { loaders, originOf, type RowOrigin } from "./row_origin.js";
import type { SharedState } from "./share.js";
import type { DataSource, FigureSpec, RunSpec, Value, Variables } from "./spec.js";
import type { FigureState } from "./state.js";
import { withShared, withTemplates } from "./update.js";

type Plain = Record<string, unknown>;

/** Templates and values: what an edit changes. */
interface Edited {
  program: Plain;
  runs: RunSpec[];
  variables: Variables;
}

/** The base program instead of a run's. */
export const BASE = -1;

/**
 * `index`: of the run, or BASE. `fill` writes out defaults, so that a program which leaves them out is no other one.
 * `written` is the figure as its author wrote it: an edit that is taken back finds its controls again. Throws SpecError
 * where templates do not resolve.
 */
export function editRun(
  state: FigureState,
  index: number,
  program: Program,
  fill: Fill = (plain) => plain,
  written: FigureSpec = state.spec,
): FigureState {
  const { seed, ...rest } = program;
  const { spec, variables } = state;
  const rows = rowsOf(state, index, program, fill, written);
  const wanted = fill({ ...rest, ...rows.data }) as Plain;
  const { variables: values, ...templates } =
    asWritten(spec, written, variables, index, wanted, fill) ?? editTemplates(spec, variables, index, wanted, fill);
  const same = seed === undefined || seed === state.seed;
  const seedOverride = same ? state.seedOverride : seed;
  return withTemplates(state, { ...templates, source: rows.source }, { variables: values, seedOverride });
}

/** Rows that a source put in and that stay are left to it; others take the place of a reader's. */
function rowsOf(
  state: FigureState,
  index: number,
  wanted: Program,
  fill: Fill,
  written: FigureSpec,
): { data: Pick<Program, "data">; source: DataSource | undefined } {
  const { spec, program, runs } = state;
  const { source } = spec;
  const now = runs[index]?.program ?? program;
  const named = (templates: FigureSpec) => {
    const bare = resolveFigure({ ...templates, source: undefined }, state.variables, wanted.seed ?? state.seed);
    return (bare.runs[index]?.program ?? bare.program).data;
  };
  const origin = source?.own ? undefined : originOf(wanted.data);
  for (const templates of origin ? [spec, written] : []) {
    const data = withOrigin(named(templates) as Plain | undefined, origin!, wanted.seed ?? state.seed);
    if (data) return { data: { data: data as unknown as Program["data"] }, source };
  }
  if (!source || !equalJson(fill(now).data, fill(wanted).data))
    return { data: {}, source: source?.own ? source.under : source };
  return { data: { data: named(spec) }, source };
}

/** What names a file of the same rows, with the numbers that they have come to have; null where it is another file. */
function withOrigin(data: Plain | undefined, origin: RowOrigin, seed: number): Plain | null {
  if (data?.loader !== origin.loader) return null;
  const { rows, columns } = loaders[origin.loader]!;
  const said = { standardize: false, shuffled: false, shape: [columns], train: Math.round(rows * 0.8), seed, ...data };
  const fields = ["standardize", "shuffled", "shape", "train", "seed"] as const;
  const other = fields.filter((field) => !equalJson(said[field], origin[field]));
  return { ...data, ...Object.fromEntries(other.map((field) => [field, origin[field]])) };
}

/** A shared state with the programs that single runs have come to have in it. */
export function withSharedRuns(state: FigureState, shared: SharedState, written: FigureSpec): FigureState {
  return Object.entries(shared.runs ?? {}).reduce(
    (edited, [index, program]) => editRun(edited, Number(index), program),
    withShared(state, shared, written),
  );
}

/** The run that trains the base program as it is; BASE where each has something of its own. */
export function baseRun({ runs }: FigureSpec): number {
  const own = (part: object | undefined) => Object.keys(part ?? {}).length > 0;
  return runs.findIndex(({ set, program }) => !own(set) && !own(program));
}

/**
 * The author's own templates, where other values of the variables are enough for them. Where the run has come to have
 * something of its own, no other run may change by that; otherwise the edit is of what they share.
 */
function asWritten(
  spec: FigureSpec,
  written: FigureSpec,
  variables: Variables,
  index: number,
  wanted: Plain,
  fill: Fill,
): Edited | null {
  const own = { set: written.runs[index]?.set, program: written.runs[index]?.program };
  const runs = replaced(spec.runs, index, own);
  const shares = equalJson(spec.runs[index]?.program ?? {}, own.program ?? {});
  for (const program of new Set([written.program, spec.program])) {
    const tried: FigureSpec = { ...spec, program, runs };
    const { kept, values } = withValues(tried, variables, index, wanted, fill);
    const before = spec.runs.map((run) => resolved(spec, run, { ...kept.variables, ...run.set }, fill));
    const same = (run: RunSpec, i: number) =>
      i === index || equalJson(resolved(tried, run, { ...kept.variables, ...run.set }, fill), before[i]);
    if ((shares || spec.runs.every(same)) && equalJson(resolved(tried, tried.runs[index], values, fill), wanted))
      return kept;
  }
  return null;
}

/** The templates with the values that come nearest to `wanted` (nearest_values.ts); `values` are the run's own. */
function withValues(
  spec: FigureSpec,
  variables: Variables,
  index: number,
  wanted: Plain,
  fill: Fill,
): { kept: Edited; values: Variables } {
  const run = spec.runs[index];
  const values = valuesFor(spec, run, { ...variables, ...run?.set }, wanted, fill);
  return { kept: { program: spec.program, ...settled(spec, variables, index, values) }, values };
}

function editTemplates(spec: FigureSpec, variables: Variables, index: number, wanted: Plain, fill: Fill): Edited {
  const run = spec.runs[index];
  const { kept, values } = withValues(spec, variables, index, wanted, fill);
  if (equalJson(resolved(spec, run, values, fill), wanted)) return kept;

  const before = resolved(spec, run, values, fill);
  const ownFields = Object.keys(run?.program ?? {});
  // A field that it shall not have any more hides the shared one as undefined.
  const ownProgram = Object.fromEntries(
    ownFields.map((key) => [key, overlay(run!.program![key], values, before[key], wanted[key])]),
  );
  const withOwn = run?.program ? replaced(kept.runs, index, { program: ownProgram }) : kept.runs;
  // A field that the run has of its own says nothing about the shared one; neither does one that it takes away.
  const shared = resolved(spec, undefined, values, fill);
  const sharedWanted: Plain = { ...wanted };
  for (const key of ownFields) sharedWanted[key] = shared[key];
  const program = overlay(spec.program, values, shared, sharedWanted) as Plain;
  if (spec.program.seed !== undefined && !("seed" in program)) program.seed = spec.program.seed;
  const fixed = new Set(spec.runs.flatMap(({ set }) => Object.keys(set ?? {})));
  if (index === BASE || losesNothing(spec.program, program, fixed)) return { ...kept, program, runs: withOwn };

  const changed = Object.keys({ ...shared, ...sharedWanted }).filter(
    (key) => !equalJson(shared[key], sharedWanted[key]),
  );
  const more = Object.fromEntries(changed.map((key) => [key, isSwitchNode(spec.program) ? wanted[key] : program[key]]));
  return { ...kept, runs: replaced(kept.runs, index, { program: { ...ownProgram, ...more } }) };
}

const replaced = (runs: RunSpec[], index: number, more: Partial<RunSpec>): RunSpec[] =>
  runs.map((run, i) => (i === index ? { ...run, ...more } : run));

/** Values for the figure and, where the run fixes them, for the run. */
function settled(
  spec: FigureSpec,
  variables: Variables,
  index: number,
  values: Variables,
): Pick<Edited, "runs" | "variables"> {
  const set = spec.runs[index]?.set;
  if (!set) return { runs: spec.runs, variables: values };
  const own = Object.fromEntries(Object.keys(set).map((name) => [name, values[name] as Value]));
  const all = Object.fromEntries(
    Object.keys(variables).map((name) => [name, (name in set ? variables : values)[name] as Value]),
  );
  return { runs: replaced(spec.runs, index, { set: own }), variables: all };
}

/** Every place that a run fixes otherwise is still there. */
function losesNothing(before: unknown, after: unknown, fixed: ReadonlySet<string>): boolean {
  return [...fixed].every((name) => places(after, name) >= places(before, name));
}

function places(template: unknown, name: string): number {
  if (isVariableNode(template)) return template.var === name ? 1 : 0;
  const inside = Array.isArray(template) ? template : isObject(template) ? Object.values(template) : [];
  return inside.reduce<number>((sum, one) => sum + places(one, name), 0);
}
