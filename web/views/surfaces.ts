/** The engine's test surfaces as a view needs them: where to look, and where the minima lie (tests hold both sides together). */
import type { Plane } from "./plane.js";

export interface SurfaceFrame extends Plane {
  minima: readonly (readonly [number, number])[];
}

export const surfaceFrames: Readonly<Record<string, SurfaceFrame>> = {
  bowl: { x: [-6, 6], y: [-3, 3], minima: [[0, 0]] },
  rosenbrock: { x: [-2, 2], y: [-1, 3], minima: [[1, 1]] },
  beale: { x: [-4.5, 4.5], y: [-4.5, 4.5], minima: [[3, 0.5]] },
  himmelblau: {
    x: [-5, 5],
    y: [-5, 5],
    minima: [
      [3, 2],
      [-2.805118, 3.131312],
      [-3.77931, -3.283186],
      [3.584428, -1.848126],
    ],
  },
  saddle: {
    x: [-2, 2],
    y: [-2, 2],
    minima: [
      [0, 1],
      [0, -1],
    ],
  },
};

/** How far beyond its frame a surface is measured, so that a drawing of other proportions is filled. */
export const margin = 1.6;

/** The frame, wider or taller around its middle until it has these proportions, at most by the margin. */
export function widen({ x, y }: Plane, heightOverWidth: number): Plane {
  const ratio = (y[1] - y[0]) / (x[1] - x[0]);
  const grow = ([low, high]: readonly [number, number], factor: number): [number, number] => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * Math.min(Math.max(factor, 1), margin)];
    return [middle - half, middle + half];
  };
  return { x: grow(x, ratio / heightOverWidth), y: grow(y, heightOverWidth / ratio) };
}
