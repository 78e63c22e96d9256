/** What a figure's runs are judged by: the loss, or the accuracy where its main curves show that. */
import { rowsUntil } from "../columns.js";
import type { FigureState, RunState } from "../state.js";
import { finalLoss, lossBy } from "./seeds.js";

export type Judge = "loss" | "accuracy";

export function judgeOf({ views }: Pick<FigureState, "views">): Judge {
  const drawn = views.filter(({ type }) => type === "curves");
  const { quantity } = drawn.find(({ main }) => main) ?? drawn[0] ?? {};
  return quantity === "accuracy" ? "accuracy" : "loss";
}

/** Of the rows that validate, or of all where none do. A run that has diverged counts as worse than any other. */
export function finalValue(run: RunState, judge: Judge): number {
  if (judge === "loss") return finalLoss(run);
  if (run.diverged) return Number.NEGATIVE_INFINITY;
  const { validationAccuracy, trainAccuracy } = run.curves;
  const validation = validationAccuracy.at(-1) ?? Number.NaN;
  return Number.isFinite(validation) ? validation : (trainAccuracy.at(-1) ?? Number.NaN);
}

/** The same as it was at an earlier step: at the last evaluation by then. */
export function valueBy(run: RunState, step: number, judge: Judge): number {
  if (judge === "loss") return lossBy(run, step);
  const diverged = run.diverged && run.diverged.step <= step ? run.diverged : undefined;
  return finalValue({ ...run, diverged, curves: rowsUntil(run.curves, step) }, judge);
}
