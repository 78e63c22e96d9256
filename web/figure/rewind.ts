/** A state as it was at an earlier step: for a worker that died and begins again, and for judging that very step. */
import { rowsUntil } from "./columns.js";
import { gradientsUntil } from "./gradients.js";
import type { FigureState } from "./state.js";

/** Curves, losses and paths up to these steps; what was measured stays. */
export function rewind(state: FigureState, figureStep: number, runSteps: readonly number[]): FigureState {
  const runs = state.runs.map((run, index) => {
    const step = runSteps[index] ?? figureStep;
    const gradients = gradientsUntil(run.gradients, step);
    // The step at which a run diverged is kept, and is none that it has made.
    if (run.step <= step) return gradients === run.gradients ? run : { ...run, gradients };
    const points = run.path.length / 2;
    // A path has no steps beside it; its points lie evenly over them until it is thinned, nearly so afterwards.
    const kept = points === 0 ? 0 : Math.round(((points - 1) * step) / run.step) + 1;
    const curves = rowsUntil(run.curves, step);
    const batches = rowsUntil(run.batches, step);
    const loss = batches.loss.at(-1) ?? Number.NaN;
    return { ...run, step, loss, curves, batches, gradients, path: run.path.slice(0, 2 * kept) };
  });
  return { ...state, step: Math.min(state.step, figureStep), runs };
}
