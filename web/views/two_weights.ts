/**
 * The smallest network that can be told from a picture: two weights and a bias, a sigmoid, cross entropy. Its loss over the
 * two weights, with the bias that suits them best, is a bowl; λ|w|² is added to that, and the sum has one minimum.
 */

import type { Plane } from "./plane.js";

/** Rows of two numbers, and 1 or 0 for each. */
export interface TwoInputs {
  inputs: ArrayLike<number>;
  targets: ArrayLike<number>;
}

export interface Place {
  w: readonly [number, number];
  bias: number;
  /** Mean cross entropy, without the penalty. */
  loss: number;
}

/** log(1 + e^z), for any z. */
const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

/** First and second derivatives of the mean loss by (w₁, w₂, b). */
function derivatives({ inputs, targets }: TwoInputs, w: readonly number[], bias: number) {
  const count = targets.length;
  const gradient = [0, 0, 0];
  const curvature = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < count; row += 1) {
    const [x, y, label] = [inputs[2 * row]!, inputs[2 * row + 1]!, targets[row]!];
    const p = 1 / (1 + Math.exp(-(w[0]! * x + w[1]! * y + bias)));
    const [error, weight] = [p - label, p * (1 - p)];
    gradient[0]! += error * x;
    gradient[1]! += error * y;
    gradient[2]! += error;
    [x * x, x * y, x, y * y, y, 1].forEach((product, at) => {
      curvature[at]! += weight * product;
    });
  }
  return { gradient: gradient.map((g) => g / count), curvature: curvature.map((h) => h / count) };
}

/** So far out a bias or a weight is as good as at infinity. */
const FAR = 60;

/** The bias that suits two weights best, by Newton's method from a first guess, and the loss it leaves. */
export function bestBias({ inputs, targets }: TwoInputs, w: readonly [number, number], guess = 0): Place {
  const count = targets.length;
  let bias = guess;
  for (let round = 0; round < 40; round += 1) {
    let [gradient, curvature] = [0, 0];
    for (let row = 0; row < count; row += 1) {
      const p = 1 / (1 + Math.exp(-(w[0] * inputs[2 * row]! + w[1] * inputs[2 * row + 1]! + bias)));
      gradient += p - targets[row]!;
      curvature += p * (1 - p);
    }
    if (Math.abs(gradient) < 1e-6 * count) break;
    // Far from the minimum a full step of Newton's may overshoot: no step is longer than 2.
    const step = Math.min(Math.max(gradient / Math.max(curvature, 1e-9), -2), 2);
    bias = Math.min(Math.max(bias - step, -FAR), FAR);
  }
  let loss = 0;
  for (let row = 0; row < count; row += 1) {
    const z = w[0] * inputs[2 * row]! + w[1] * inputs[2 * row + 1]! + bias;
    loss += softplus(z) - targets[row]! * z;
  }
  return { w, bias, loss: loss / count };
}

/** The loss at the crossings of a grid, row 0 at the largest second weight. */
export function lossGrid(data: TwoInputs, plane: Plane, columns: number, rows: number): Float64Array {
  const heights = new Float64Array(columns * rows);
  let first = 0;
  for (let row = 0; row < rows; row += 1) {
    const second = plane.y[1] - (row / (rows - 1)) * (plane.y[1] - plane.y[0]);
    // A neighbour's bias is a good guess.
    let guess = first;
    for (let column = 0; column < columns; column += 1) {
      const place = bestBias(data, [plane.x[0] + (column / (columns - 1)) * (plane.x[1] - plane.x[0]), second], guess);
      guess = place.bias;
      if (column === 0) first = guess;
      heights[row * columns + column] = place.loss;
    }
  }
  return heights;
}

/** Where loss + λ|w|² is lowest; with λ = 0 and classes that a line can part there is no such place, and it ends far out. */
export function lowest(data: TwoInputs, lambda: number, guess: Place = { w: [0, 0], bias: 0, loss: 0 }): Place {
  let [a, b] = guess.w;
  let bias = guess.bias;
  for (let round = 0; round < 100; round += 1) {
    const { gradient, curvature } = derivatives(data, [a, b], bias);
    const [h11, h12, h13, h22, h23, h33] = curvature as [number, number, number, number, number, number];
    const g = [gradient[0]! + 2 * lambda * a, gradient[1]! + 2 * lambda * b, gradient[2]!] as const;
    if (Math.hypot(...g) < 1e-9 || Math.hypot(a, b) > FAR) break;
    const ridge = 2 * lambda + 1e-9;
    const [da, db, dc] = solve([h11 + ridge, h12, h13, h22 + ridge, h23, h33 + 1e-9], g);
    const size = Math.hypot(da, db, dc);
    const share = Math.min(1, 2 / size);
    [a, b, bias] = [a - share * da, b - share * db, bias - share * dc];
  }
  return bestBias(data, [a, b], bias);
}

/** Of a symmetric 3 × 3 system, its upper triangle by rows, by Cramer's rule. */
function solve(
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
  [x, y, z]: readonly [number, number, number],
): [number, number, number] {
  const minors = [d * f - e * e, c * e - b * f, b * e - c * d] as const;
  const determinant = a * minors[0] + b * minors[1] + c * minors[2];
  const middle = [a * f - c * c, b * c - a * e, a * d - b * b] as const;
  return [
    (minors[0] * x + minors[1] * y + minors[2] * z) / determinant,
    (minors[1] * x + middle[0] * y + middle[1] * z) / determinant,
    (minors[2] * x + middle[1] * y + middle[2] * z) / determinant,
  ];
}
