/**
 * Pure updates of a figure's state: every function answers a new state and leaves the old one as it was, so that a view
 * may compare by identity. The work per snapshot is bounded, because the columns are (columns.ts).
 */
import { emptyCurves } from "../engine/curves.js";
import type { EngineErrorData, ProbeResult, Program } from "../engine/program.js";
import type { RunSnapshot, SessionSnapshot } from "../engine/session_types.js";
import type { FigureSettings } from "./chapters.js";
import { appendRows, rowsUntil } from "./columns.js";
import { editProgram, equalJson } from "./edit_program.js";
import { judgeGoal } from "./goal.js";
import { appendGradients, noGradients } from "./gradients.js";
import { resolveFigure, SpecError, variableOf } from "./resolve.js";
import type { SharedState } from "./share.js";
import type { DataSource, FigureSpec, Value, Variables } from "./spec.js";
import type { FigureState, FigureStatus, RunState } from "./state.js";
import { translate } from "./translate.js";

export const LIMITS = { curves: 1024, batches: 2048, pathPoints: 4096 } as const;

type Fresh = Pick<
  RunState,
  | "status"
  | "diverged"
  | "error"
  | "borrowing"
  | "step"
  | "epoch"
  | "loss"
  | "curves"
  | "batches"
  | "gradients"
  | "path"
>;
const freshRun = ({ program }: Pick<RunState, "program">): Fresh => ({
  status: "running",
  diverged: undefined,
  error: undefined,
  borrowing: program.from && 0,
  step: 0,
  epoch: 0,
  loss: Number.NaN,
  curves: emptyCurves(),
  batches: { step: [], loss: [] },
  gradients: noGradients,
  path: [],
});

/** What a figure starts from: the spec's variables, or these over them. Throws SpecError. */
export function createState(
  written: FigureSpec,
  options: { seed?: number; variables?: Variables; lang?: string } = {},
): FigureState {
  const spec = translate(written, options.lang);
  const variables = { ...spec.variables, ...options.variables };
  const { program, runs, views, playback } = resolveFigure(spec, variables, options.seed);
  return {
    spec,
    lang: options.lang,
    variables,
    seedOverride: options.seed,
    seed: program.seed ?? 0,
    program,
    views,
    playback,
    status: "loading",
    suspended: false,
    step: 0,
    speed: playback.speed,
    runs: runs.map((run) => ({ ...run, ...freshRun(run) })),
    probes: {},
  };
}

/** The templates resolved anew; curves and numbers stay. Throws SpecError and changes nothing then. */
function resolveAgain(state: FigureState): FigureState {
  const { program, runs, views, playback } = resolveFigure(state.spec, state.variables, state.seedOverride);
  const known = new Map(state.runs.map((run) => [run.name, run]));
  return {
    ...state,
    seed: program.seed ?? 0,
    program,
    views,
    playback,
    speed: state.speed === state.playback.speed ? playback.speed : state.speed,
    runs: runs.map((run) => ({ ...(known.get(run.name) ?? freshRun(run)), ...run })),
  };
}

export function setVariable(state: FigureState, name: string, value: Value): FigureState {
  variableOf(name, state.variables, "variables");
  return resolveAgain({ ...state, variables: { ...state.variables, [name]: value } });
}

/** Values for several variables at once. */
export function withValues(state: FigureState, values: Variables): FigureState {
  for (const name of Object.keys(values)) variableOf(name, state.variables, "variables");
  return resolveAgain({ ...state, variables: { ...state.variables, ...values } });
}

export function setSeed(state: FigureState, seed: number | undefined): FigureState {
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0))
    throw new SpecError("seed", "must be a whole number, 0 or above");
  return resolveAgain({ ...state, seedOverride: seed });
}

/** Other rows than the program names, or with `undefined` those again. Throws SpecError where they do not fit it. */
export function setSource(state: FigureState, source: DataSource | undefined): FigureState {
  return resolveAgain({ ...state, spec: { ...state.spec, source } });
}

/** The base program as its template has it: with the name of its rows in place of rows that a source puts in. */
export function bareProgram({ spec, variables, seed, program }: FigureState): Program {
  return spec.source ? resolveFigure({ ...spec, source: undefined }, variables, seed).program : program;
}

/** Another base program. What can be said by the figure's variables is: its controls and its other runs then follow. */
export function setProgram(state: FigureState, program: Program): FigureState {
  const { source } = state.spec;
  // Rows that came from a source and stay are left to it; other rows take the place of a reader's.
  const kept = source !== undefined && equalJson(program.data, state.program.data);
  const data = kept ? { data: bareProgram(state).data } : {};
  const edited = editProgram(
    state.spec.program,
    state.variables,
    { ...state.program, ...data, seed: undefined },
    { ...program, ...data, seed: undefined },
  );
  return resolveAgain({
    ...state,
    spec: { ...state.spec, program: edited.template, source: kept || !source?.own ? source : source.under },
    variables: edited.variables,
    seedOverride: program.seed ?? state.seed,
  });
}

/** Other templates for the program and the runs, and other values (edit_run.ts). */
export function withTemplates(
  state: FigureState,
  templates: Pick<FigureSpec, "program" | "runs" | "source">,
  values: Pick<FigureState, "variables" | "seedOverride">,
): FigureState {
  return resolveAgain({ ...state, ...values, spec: { ...state.spec, ...templates } });
}

/** A state that someone shared (share.ts), from the spec as its author wrote it: step 0 of its programs. */
export function withShared(state: FigureState, shared: SharedState, written: FigureSpec): FigureState {
  const { seed, variables, program, speed, pins } = shared;
  const plain = resolveAgain({
    ...state,
    spec: withProgramsOf(state.spec, written),
    variables: { ...written.variables, ...variables },
    seedOverride: seed,
  });
  const made = program ? setProgram(plain, { ...program, seed: plain.seed }) : plain;
  return { ...made, speed: speed ?? made.playback.speed, pins };
}

/** What the figure trains as another spec of it says it; all else, labels too, as this one does. */
function withProgramsOf(spec: FigureSpec, { program, runs, source }: FigureSpec): FigureSpec {
  const own = (index: number) => ({ set: runs[index]!.set, program: runs[index]!.program });
  return { ...spec, program, source, runs: spec.runs.map((run, index) => ({ ...run, ...own(index) })) };
}

/** Everything said in another language; `written` is the spec as its author wrote it. */
export function setLanguage(state: FigureState, written: FigureSpec, lang: string): FigureState {
  const spec = withProgramsOf(translate(written, lang), state.spec);
  return resolveAgain({ ...state, spec, lang });
}

export function setSpeed(state: FigureState, speed: number): FigureState {
  if (!(speed > 0)) throw new SpecError("speed", "must be a number of steps per second above 0, or Infinity");
  return { ...state, speed };
}

/** The status that follows from the numbers and from whether the reader wants it to play. */
export function settle(state: FigureState, playing: boolean): FigureState {
  // A figure is ready when step 0 can be seen.
  const status = state.status === "loading" && lends(state) ? "loading" : statusOf(state, playing);
  return { ...state, status };
}

function statusOf({ runs, step, playback }: FigureState, playing: boolean): FigureStatus {
  if (runs.every(({ status }) => status === "failed")) return "failed";
  if (runs.every(({ status }) => status !== "running")) return "diverged";
  if (step >= playback.steps) return "finished";
  if (playing) return "running";
  return step === 0 ? "ready" : "paused";
}

/** What its runs borrow is not trained yet: step 0 is still to come. */
export function lends({ runs }: FigureState): boolean {
  return runs.some(({ borrowing }) => borrowing !== undefined);
}

/** The status as told, for a state that is made without a runtime: a static picture's. */
export function setStatus(state: FigureState, status: FigureStatus): FigureState {
  return { ...state, status };
}

/** Nothing can train here, or the spec is wrong: the reader gets the reason. */
export function fail(state: FigureState, message: string | undefined): FigureState {
  return { ...state, status: "failed", message };
}

export function say(state: FigureState, message: string | undefined): FigureState {
  return { ...state, message };
}

/** Other settings (what the reader can change), with this state's numbers. */
export function withSettingsOf(state: FigureState, settings: FigureSettings): FigureState {
  const { spec, variables, seedOverride, seed, program, views, playback } = settings;
  const runs = state.runs.map((run, index) => ({ ...run, program: settings.runs[index].program }));
  return { ...state, spec, variables, seedOverride, seed, program, views, playback, runs };
}

/** Step 0: what reset and a new program begin with. */
export function resetState(state: FigureState): FigureState {
  const runs = state.runs.map((run) => ({ ...run, ...freshRun(run) }));
  return {
    ...state,
    status: "ready",
    step: 0,
    goalAt: undefined,
    metAt: undefined,
    goalJudged: -1,
    probes: {},
    message: undefined,
    ahead: undefined,
    runs,
  };
}

/** A run whose weights were exchanged: the point of this very step is to come again. */
export function forgetPoint(state: FigureState, index: number): FigureState {
  const runs = state.runs.map((run, at) =>
    at === index ? { ...run, curves: rowsUntil(run.curves, run.step - 1) } : run,
  );
  return { ...state, runs };
}

const isFailure = (answer: ProbeResult | EngineErrorData): answer is EngineErrorData => typeof answer.code === "string";

/** One snapshot of the session. Points that are already there (a run that catches up) are not added twice. */
export function applySnapshot(state: FigureState, snapshot: SessionSnapshot): FigureState {
  const runs = state.runs.map((run, index) => applyRun(run, snapshot.runs[index]));
  const probes = { ...state.probes };
  for (const [key, answer] of Object.entries(snapshot.probes)) {
    if (isFailure(answer)) delete probes[key];
    else probes[key] = answer;
  }
  const next = judgeGoal({ ...state, step: snapshot.step, runs, probes });
  return settle(next, state.status === "running");
}

function applyRun(run: RunState, snapshot: RunSnapshot | undefined): RunState {
  if (!snapshot) return run;
  return {
    ...run,
    status: snapshot.status,
    diverged: snapshot.diverged,
    error: snapshot.error,
    borrowing: snapshot.borrowing,
    step: snapshot.step,
    epoch: snapshot.epoch,
    loss: snapshot.loss,
    curves: appendRows(run.curves, snapshot.evaluations, LIMITS.curves),
    batches: appendRows(run.batches, snapshot.batches, LIMITS.batches),
    gradients: appendGradients(run.gradients, snapshot.gradients),
    path: snapshot.step < run.step ? run.path : appendPath(run.path, snapshot.path),
  };
}

function appendPath(path: number[], added: Float32Array | undefined): number[] {
  if (!added || added.length === 0) return path;
  const longer = path.concat(Array.from(added));
  if (longer.length <= 2 * LIMITS.pathPoints) return longer;
  // Every second point goes, the first and the last stay.
  const points = longer.length / 2;
  return longer.filter((_, index) => index >> 1 === points - 1 || (index >> 1) % 2 === 0);
}
