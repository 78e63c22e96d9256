/** Whether a curve has turned up: one judgement, for the readout's words and for the mark on the curve. */

export interface Lowest {
  step: number;
  value: number;
}

/**
 * The lowest point, once the curve has clearly left it: not at the curve's end, the last three values all 5% above it,
 * and the last five on average 8% above those around it, so that neither noise nor one dip counts.
 */
export function lowestBeforeTurn(steps: readonly number[], values: readonly number[]): Lowest | null {
  let lowest = -1;
  for (const [index, value] of values.entries()) {
    if (Number.isFinite(value) && (lowest < 0 || value < values[lowest]!)) lowest = index;
  }
  const [step, value] = [steps[lowest], values[lowest]];
  if (step === undefined || value === undefined) return null;
  if (values.length - lowest <= 3 || step > 0.8 * steps.at(-1)!) return null;
  if (!values.slice(-3).every((each) => each > 1.05 * value)) return null;
  const around = mean(values.slice(Math.max(0, lowest - 2), lowest + 3));
  return mean(values.slice(-5)) > 1.08 * around ? { step, value } : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
