/** Gradient norms by layer along a run, as its state keeps them: a row per step, appended and cut like a curve's points. */
import type { GradientRows } from "../engine/session_types.js";

export interface Gradients {
  step: readonly number[];
  /** The top-level layers that the columns belong to. */
  layer: ArrayLike<number>;
  norm: readonly Float32Array[];
}

export const noGradients: Gradients = { step: [], layer: [], norm: [] };

/** Rows of steps that are there already are not added twice. */
export function appendGradients(before: Gradients, added: GradientRows | undefined): Gradients {
  if (!added || added.step.length === 0) return before;
  const reached = before.step.at(-1) ?? Number.NEGATIVE_INFINITY;
  const width = added.layer.length;
  const fresh = Array.from(added.step.keys()).filter((row) => added.step[row]! > reached);
  if (fresh.length === 0) return before;
  return {
    step: [...before.step, ...fresh.map((row) => added.step[row]!)],
    layer: added.layer,
    norm: [...before.norm, ...fresh.map((row) => added.norm.slice(row * width, (row + 1) * width))],
  };
}

/** Without the rows after `step`. */
export function gradientsUntil(gradients: Gradients, step: number): Gradients {
  const end = gradients.step.findIndex((at) => at > step);
  if (end < 0) return gradients;
  return { ...gradients, step: gradients.step.slice(0, end), norm: gradients.norm.slice(0, end) };
}
