/** Whether a peer has trained to the same losses as the engine: the condition for its time to count. */

/** Relative, with a denominator of at least 0.1. */
export const tolerance = 1e-3;
/** Each library draws dropout masks of its own, so there the means of the losses are compared. */
export const dropoutTolerance = 0.1;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const difference = (a, b) => Math.abs(a - b) / Math.max(0.1, Math.abs(b));

/** `{ agrees, steps, difference, tolerance }` over the losses that both have. */
export function compareLosses(losses, reference, dropout = false) {
  const steps = Math.min(losses.length, reference.length);
  let most = 0;
  if (dropout) most = difference(mean(losses.slice(0, steps)), mean(reference.slice(0, steps)));
  else for (let i = 0; i < steps; i++) most = Math.max(most, difference(losses[i], reference[i]));
  const allowed = dropout ? dropoutTolerance : tolerance;
  const finite = losses.every(Number.isFinite);
  return {
    agrees: steps > 0 && finite && most <= allowed,
    steps,
    difference: finite ? most : Number.NaN,
    tolerance: allowed,
  };
}
