/** Many seeds of one program: their median and the band that most of them keep to, and in how many one run beats another. */

import { rowsUntil } from "../columns.js";
import type { Overlay, OverlayColumns } from "../overlay.js";
import { columnsOf } from "../overlay.js";
import type { Curves, RunState } from "../state.js";

export const SEEDS = 10;

/** One figure's runs by seed: `runs[seed][run]`. */
export type Trials = readonly (readonly RunState[])[];

const COLUMNS = ["trainLoss", "validationLoss", "trainAccuracy", "validationAccuracy"] as const;

/** The seeds after and with the present one. */
export function seedsFrom(seed: number): number[] {
  return Array.from({ length: SEEDS }, (_, index) => seed + index);
}

/** Quantiles over the seeds at every step that most of them have. A run that has diverged counts as highest from there on. */
export function bandOf(
  trials: Trials,
  run: number,
): { median: OverlayColumns; low: OverlayColumns; high: OverlayColumns } {
  const all = trials.map((runs) => columnsOf(runs[run]!));
  const longest = all.reduce((a, b) => (b.step.length > a.step.length ? b : a), all[0]!);
  const places = all.map(({ step }) => new Map(step.map((each, index) => [each, index])));
  const rows = longest.step.map((step) => places.map((place) => place.get(step) ?? -1));
  const quantile = (share: number): OverlayColumns => {
    const columns: Partial<Record<keyof Curves, number[]>> = {};
    for (const name of COLUMNS) {
      if (!all.some((each) => each[name])) continue;
      columns[name] = rows.map((indices) => {
        const values = all.map((each, trial) => each[name]?.[indices[trial]!] ?? Number.NaN);
        return ofSorted(
          values.map((value) => (Number.isFinite(value) ? value : Number.POSITIVE_INFINITY)).sort((a, b) => a - b),
          share,
        );
      });
    }
    return { step: longest.step, ...columns };
  };
  return { median: quantile(0.5), low: quantile(0.1), high: quantile(0.9) };
}

/** Linear between neighbours, as numpy's; NaN where it falls among runs that diverged or have no such number. */
function ofSorted(values: readonly number[], share: number): number {
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  const [a, b] = [values[below]!, values[Math.min(below + 1, values.length - 1)]!];
  const value = place === below ? a : a + (b - a) * (place - below);
  return Number.isFinite(value) ? value : Number.NaN;
}

export function bandOverlays(trials: Trials, colors: readonly number[]): Overlay[] {
  if (trials.length < 2) return [];
  return colors.map((color, run) => {
    const { median, low, high } = bandOf(trials, run);
    return { color, columns: median, band: { low, high }, opacity: 0.7, dash: [7, 3] };
  });
}

/** What a run is judged by: validation loss, training loss where nothing validates, a surface's height. */
export function finalLoss({ curves, batches, diverged, program }: RunState): number {
  if (diverged) return Number.POSITIVE_INFINITY;
  if (program.surface) return batches.loss.at(-1) ?? Number.NaN;
  const validation = curves.validationLoss.at(-1) ?? Number.NaN;
  return Number.isFinite(validation) ? validation : (curves.trainLoss.at(-1) ?? Number.NaN);
}

/** The same as it was at an earlier step: at the last evaluation by then. */
export function lossBy(run: RunState, step: number): number {
  const diverged = run.diverged && run.diverged.step <= step ? run.diverged : undefined;
  return finalLoss({
    ...run,
    diverged,
    curves: rowsUntil(run.curves, step),
    batches: rowsUntil(run.batches, step),
  });
}

export interface Comparison {
  /** Seeds in which the first ended lower, and those that were compared. */
  lower: number;
  of: number;
  medians: [number, number];
  /** Whether chance alone would seldom do it: at most once in twenty by a sign test. */
  verdict: "lower" | "higher" | "unclear";
}

export function compareLosses(first: readonly number[], second: readonly number[]): Comparison {
  let [lower, higher] = [0, 0];
  const pairs = first.flatMap((a, index) => {
    const b = second[index] ?? Number.NaN;
    return Number.isNaN(a) || Number.isNaN(b) ? [] : [[a, b] as const];
  });
  for (const [a, b] of pairs) {
    if (a < b) lower += 1;
    else if (a > b) higher += 1;
  }
  const clear = signTest(lower, higher) <= 0.05;
  return {
    lower,
    of: pairs.length,
    medians: [medianOf(first), medianOf(second)],
    verdict: !clear ? "unclear" : lower > higher ? "lower" : "higher",
  };
}

export function medianOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (known.length === 0) return Number.NaN;
  const half = known.length >> 1;
  return known.length % 2 === 1 ? known[half]! : (known[half - 1]! + known[half]!) / 2;
}

/** Two-sided: how often a fair coin is as one-sided as this; equal pairs are left out. */
export function signTest(lower: number, higher: number): number {
  const n = lower + higher;
  const extreme = Math.max(lower, higher);
  let [chance, sum] = [1, 0];
  for (let k = 0; k <= n; k++) {
    if (k >= extreme) sum += chance;
    chance = (chance * (n - k)) / (k + 1);
  }
  return Math.min(1, (2 * sum) / 2 ** n);
}
