/** The curves of a figure's runs as series to draw: which line, which colour and where it ends. */
import type { FigureState, RunState } from "../figure/state.js";
import { type Lowest, lowestBeforeTurn } from "../figure/turn.js";
import type { Token } from "../scene/scene.js";
import type { Line } from "./overlays.js";
import { tokenOf } from "./runs.js";

export type Quantity = "loss" | "accuracy";
export type Split = "train" | "validation";

export interface Series {
  run: RunState;
  split: Split;
  token: Token;
  step: readonly number[];
  value: readonly number[];
}

const columns = {
  loss: { train: "trainLoss", validation: "validationLoss" },
  accuracy: { train: "trainAccuracy", validation: "validationAccuracy" },
} as const;

export const columnName = (quantity: Quantity, split: Split) => columns[quantity][split];

/** Lines with at least one finite value. Where nothing is evaluated (a surface), the loss of every step stands in. */
export function seriesOf(state: FigureState, quantity: Quantity, splits: readonly Split[]): Series[] {
  const found: Series[] = [];
  for (const run of state.runs) {
    const evaluated = run.curves.step.length > 0 && !run.program.surface;
    if (!evaluated && quantity === "loss" && run.batches.step.length > 0) {
      found.push({ run, split: "validation", token: tokenOf(run), step: run.batches.step, value: run.batches.loss });
      continue;
    }
    for (const split of splits) {
      const value = run.curves[columns[quantity][split]];
      if (value.some(Number.isFinite)) found.push({ run, split, token: tokenOf(run), step: run.curves.step, value });
    }
  }
  return found;
}

/** The last finite point, or null. */
export function lastPoint({ step, value }: Pick<Series, "step" | "value">): { step: number; value: number } | null {
  for (let i = value.length - 1; i >= 0; i--) {
    if (Number.isFinite(value[i])) return { step: step[i]!, value: value[i]! };
  }
  return null;
}

/** Where a validation loss has turned up; on a surface nothing is learnt by heart. */
export function turnOf({ run, split, step, value }: Series): Lowest | null {
  return split === "validation" && !run.program.surface ? lowestBeforeTurn(step, value) : null;
}

/** The first part of a run, whose fall the axis may cut off so that what follows can be told apart. */
const opening = 0.15;

/** What the vertical axis shows of losses: everything but the start's steep fall and a few wild values, which would flatten the rest. */
export function lossDomain(all: readonly Line[]): [number, number] {
  const finite = all.flatMap(({ value }) => value.filter(Number.isFinite)).sort((a, b) => a - b);
  if (finite.length === 0) return [0, 2.5];
  const first = Math.max(...all.map(({ value }) => value.find(Number.isFinite) ?? 0));
  const typical = finite[Math.floor(0.95 * (finite.length - 1))]!;
  const cap = Math.max(1.25 * first, Math.min(1.3 * typical, 10 * first));
  const later = all.flatMap(({ step, value }) =>
    value.filter((each, i) => Number.isFinite(each) && step[i]! >= opening * step.at(-1)!),
  );
  const settled = later.length > 0 ? 1.5 * Math.max(...later) : cap;
  return [Math.min(0, finite[0]!), Math.min(finite.at(-1)!, cap, settled)];
}

/** The same for a logarithmic axis: at most eight decades; null when some value is not above zero. */
export function logLossDomain(all: readonly Line[]): [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const { value } of all) {
    for (const each of value) {
      if (!Number.isFinite(each)) continue;
      if (each < 0) return null;
      if (each > 0) low = Math.min(low, each);
      high = Math.max(high, each);
    }
  }
  if (high === 0) return [0.001, 10];
  const first = Math.max(...all.map(({ value }) => value.find(Number.isFinite) ?? 0));
  const top = first > 0 ? Math.min(high, 1e4 * first) : high;
  return [Math.max(low, top * 1e-8), top];
}
