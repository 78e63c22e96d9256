/** A sweep: the same training at every value of one variable, and what came out of each. What a spec says, as settings and lines. */
import type { FigureSettings } from "../chapters.js";
import { resolveFigure } from "../resolve.js";
import type { SweepSpec, Value } from "../spec.js";
import type { FigureState, RunState } from "../state.js";
import { medianOf } from "./seeds.js";

/** How one run ended at one value: the median, where several seeds were trained. */
export interface SweepEnd {
  value: number;
  train: number;
  validation: number;
  /** With every seed. */
  diverged: boolean;
  /** Lowest and highest validation over the seeds; absent with one alone. */
  band?: readonly [low: number, high: number];
}
/** One run over all values that are trained, in their order. */
export interface SweepLine {
  label: string;
  color: number;
  ends: readonly SweepEnd[];
}

/** The figure as it stands, with the sweep's runs and another value; evaluated at its end alone. Throws SpecError. */
export function sweepSettings(state: FigureState, sweep: SweepSpec, value: Value): FigureSettings {
  const spec = { ...state.spec, runs: sweep.runs ?? state.spec.runs };
  const variables = { ...state.variables, [sweep.variable]: value };
  const { program, runs, views, playback } = resolveFigure(spec, variables, state.seedOverride);
  return {
    spec,
    variables,
    seedOverride: state.seedOverride,
    seed: program.seed ?? 0,
    program,
    views,
    playback: { ...playback, evaluateEvery: playback.steps },
    runs: runs.map((run) => ({ name: run.name, program: run.program })),
  };
}

/** What is trained, in its order: all values with one seed, then all with the next, so that the picture is whole early. */
export function sweepTrials(sweep: SweepSpec): { value: number; later: number }[] {
  return Array.from({ length: sweep.seeds ?? 1 }, (_, later) => sweep.values.map((value) => ({ value, later }))).flat();
}

/** `trials[i]` are the runs of `sweepTrials(sweep)[i]`, as far as they are trained. */
export function sweepLines(sweep: SweepSpec, trials: readonly (readonly RunState[])[]): SweepLine[] {
  const runs = trials[0] ?? [];
  const [train, validation] =
    sweep.quantity === "accuracy"
      ? (["trainAccuracy", "validationAccuracy"] as const)
      : (["trainLoss", "validationLoss"] as const);
  return runs.map(({ label, color }, index) => ({
    label,
    color,
    ends: sweep.values.slice(0, trials.length).map((value, at): SweepEnd => {
      const seeds = trials.filter((_, trial) => trial % sweep.values.length === at).map((runs) => runs[index]!);
      const last = (name: typeof train | typeof validation) =>
        seeds.map(({ curves, diverged }) => (diverged ? Number.NaN : (curves[name].at(-1) ?? Number.NaN)));
      const known = last(validation).filter(Number.isFinite);
      return {
        value,
        train: medianOf(last(train)),
        validation: medianOf(known),
        diverged: seeds.every(({ diverged }) => diverged !== undefined),
        ...(known.length > 1 && { band: [Math.min(...known), Math.max(...known)] as const }),
      };
    }),
  }));
}

/** Where it ends best: the lowest loss, the highest accuracy; null where it diverges everywhere. */
export function bestOf({ ends }: SweepLine, accuracy: boolean): SweepEnd | null {
  const finite = ends.filter(({ validation }) => Number.isFinite(validation));
  const better = (a: SweepEnd, b: SweepEnd) => (accuracy ? b.validation > a.validation : b.validation < a.validation);
  return finite.reduce<SweepEnd | null>((best, end) => (best && !better(best, end) ? best : end), null);
}

/** Unbroken spans of values at which it ends above a bound. */
export function spansAbove({ ends }: SweepLine, bound: number): [from: number, to: number][] {
  const spans: [number, number][] = [];
  ends.forEach(({ value, validation }, index) => {
    if (!(validation > bound)) return;
    const before = ends[index - 1];
    if (before && before.validation > bound) spans.at(-1)![1] = value;
    else spans.push([value, value]);
  });
  return spans;
}
