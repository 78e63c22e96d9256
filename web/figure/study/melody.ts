/** A curve as a line of pitches: high is high, one octave for every factor of two up to three octaves in all. */

export interface Melody {
  /** Hertz, evenly spaced in time; NaN is silence. */
  pitches: number[];
}

const LOWEST = 220;
const OCTAVES = 3;
const NOTES = 80;

/** `values` at `steps`, sampled evenly over the steps; `range` is shared by melodies that are compared. */
export function melodyOf(
  steps: readonly number[],
  values: readonly number[],
  range: readonly [number, number],
): Melody {
  const [low, high] = range;
  const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 0];
  const pitches = Array.from({ length: NOTES }, (_, note) => {
    const step = first + ((last - first) * note) / (NOTES - 1);
    const value = valueAt(steps, values, step);
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return LOWEST * 2 ** (OCTAVES * Math.min(Math.max(share, 0), 1));
  });
  return { pitches };
}

/** Linear between evaluations. */
export function valueAt(steps: readonly number[], values: readonly number[], step: number): number {
  const after = steps.findIndex((at) => at >= step);
  if (after < 0) return values.at(-1) ?? Number.NaN;
  if (after === 0 || steps[after] === step) return values[after]!;
  const [x0, x1] = [steps[after - 1]!, steps[after]!];
  return values[after - 1]! + ((values[after]! - values[after - 1]!) * (step - x0)) / (x1 - x0);
}

/** Of all finite values. */
export function rangeOf(curves: readonly (readonly number[])[]): [number, number] | null {
  const finite = curves.flat().filter(Number.isFinite);
  return finite.length > 1 ? [Math.min(...finite), Math.max(...finite)] : null;
}
