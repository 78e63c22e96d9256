/** The curve that a reader expects, drawn over all of a figure's steps, and how its shape compares with what came. */
import type { Shape } from "./shape.js";
import { shapeOf } from "./shape.js";

/** Heights at evenly spaced places from step 0 to the figure's last; NaN where nothing is drawn yet. */
export interface Prediction {
  steps: number;
  heights: readonly number[];
}

export const PLACES = 33;

export function blank(steps: number): Prediction {
  return { steps, heights: Array.from({ length: PLACES }, () => Number.NaN) };
}

export function stepOf({ steps }: Prediction, place: number): number {
  return Math.round((steps * place) / (PLACES - 1));
}

export function placeOf({ steps }: Prediction, step: number): number {
  return Math.min(Math.max(Math.round((step / steps) * (PLACES - 1)), 0), PLACES - 1);
}

/** A stroke from one place to another: straight between them. */
export function stroke(
  prediction: Prediction,
  from: { place: number; height: number },
  to: { place: number; height: number },
): Prediction {
  const heights = [...prediction.heights];
  const [low, high] = from.place <= to.place ? [from, to] : [to, from];
  for (let place = low.place; place <= high.place; place++) {
    const share = high.place === low.place ? 1 : (place - low.place) / (high.place - low.place);
    heights[place] = Math.max(0, low.height + (high.height - low.height) * share);
  }
  if (low.place === high.place) heights[to.place] = Math.max(0, to.height);
  return { ...prediction, heights };
}

/** What is drawn, with straight lines across what was left out between two places. */
export function joined({ heights }: Prediction): number[] {
  return heights.map((height, place) => {
    if (Number.isFinite(height)) return height;
    const before = heights.findLastIndex((each, index) => index < place && Number.isFinite(each));
    const after = heights.findIndex((each, index) => index > place && Number.isFinite(each));
    if (before < 0 || after < 0) return Number.NaN;
    return heights[before]! + ((heights[after]! - heights[before]!) * (place - before)) / (after - before);
  });
}

export function isDrawn(prediction: Prediction): boolean {
  return joined(prediction).filter(Number.isFinite).length >= 3;
}

export type Remark =
  | "shapeSame"
  | "shapeCourse"
  | "shapeNoTurn"
  | "shapeTurn"
  | "shapeTurnLate"
  | "shapeTurnEarly"
  | "shapeLevelLate"
  | "shapeLevelEarly";

export interface Compared {
  expected: Shape;
  real: Shape;
  remarks: Remark[];
}

/** Of the way, by which a turn may be off and still be where it was drawn. */
const NEAR = 0.15;
/** Earlier, whatever has just stopped falling would pass for level. */
const SETTLED = 0.8;

/** Null while too little of either is there: it takes three evaluations and a fifth of the way. */
export function compareShapes(
  prediction: Prediction,
  steps: readonly number[],
  values: readonly number[],
): Compared | null {
  const last = steps.at(-1) ?? 0;
  if (last < prediction.steps / 5 || !isDrawn(prediction)) return null;
  const drawn = joined(prediction).flatMap((height, place) => {
    const step = stepOf(prediction, place);
    return step <= last && Number.isFinite(height) ? [[step, height] as const] : [];
  });
  const scale = Math.max(...values.filter(Number.isFinite), ...drawn.map(([, height]) => height));
  const expected = shapeOf(
    drawn.map(([step]) => step),
    drawn.map(([, height]) => height),
    scale,
  );
  const real = shapeOf(steps, values, scale);
  return (
    expected &&
    real && {
      expected,
      real,
      remarks: remarksOn(expected, real, NEAR * prediction.steps, last >= SETTLED * prediction.steps),
    }
  );
}

function remarksOn(expected: Shape, real: Shape, near: number, settled: boolean): Remark[] {
  if (expected.course !== real.course) return ["shapeCourse"];
  const remarks: Remark[] = [];
  if (expected.turn && real.turn) {
    const late = real.turn.step - expected.turn.step;
    if (Math.abs(late) > near) remarks.push(late > 0 ? "shapeTurnLate" : "shapeTurnEarly");
  } else if (expected.turn) remarks.push("shapeNoTurn");
  else if (real.turn) remarks.push("shapeTurn");
  else if (settled && (expected.levelFrom !== undefined || real.levelFrom !== undefined)) {
    const late = (real.levelFrom ?? Number.POSITIVE_INFINITY) - (expected.levelFrom ?? Number.POSITIVE_INFINITY);
    if (Math.abs(late) > near) remarks.push(late > 0 ? "shapeLevelLate" : "shapeLevelEarly");
  }
  return remarks.length > 0 ? remarks : ["shapeSame"];
}
