/** What a reader draws before the run, and what is said of its shape when the real curve is there. */
import { describe, expect, test } from "vitest";
import {
  blank,
  compareShapes,
  isDrawn,
  joined,
  PLACES,
  type Prediction,
  placeOf,
  stepOf,
  stroke,
} from "../../../../web/figure/study/prediction.js";

const drawn = (of: (t: number) => number): Prediction => ({
  steps: 320,
  heights: Array.from({ length: PLACES }, (_, place) => of(place / (PLACES - 1))),
});
const real = (of: (t: number) => number, upTo = 1) => {
  const step = Array.from({ length: 41 }, (_, index) => 8 * index).filter((at) => at <= 320 * upTo);
  return [step, step.map((at) => of(at / 320))] as const;
};
const remarks = (expected: (t: number) => number, came: (t: number) => number, upTo = 1) =>
  compareShapes(drawn(expected), ...real(came, upTo))?.remarks;

describe("drawing", () => {
  test("a stroke is straight between its ends, in both directions, and never below zero", () => {
    const there = stroke(blank(320), { place: 0, height: 2 }, { place: 4, height: 0 });
    expect(there.heights.slice(0, 6)).toEqual([2, 1.5, 1, 0.5, 0, Number.NaN]);
    const back = stroke(blank(320), { place: 4, height: 0 }, { place: 0, height: 2 });
    expect(back.heights).toEqual(there.heights);
    expect(stroke(blank(320), { place: 1, height: 1 }, { place: 1, height: -3 }).heights[1]).toBe(0);
    expect([stepOf(there, 32), placeOf(there, 320), placeOf(there, -5), stepOf(there, 1)]).toEqual([320, 32, 0, 10]);
  });

  test("place by place it is joined by straight lines, and changed places stay changed", () => {
    const set = (prediction: Prediction, place: number, height: number) =>
      stroke(prediction, { place, height }, { place, height });
    let one = set(blank(320), 0, 2);
    expect(isDrawn(one)).toBe(false);
    one = set(one, 16, 1);
    expect(joined(one).slice(0, 18)).toEqual([...Array.from({ length: 17 }, (_, place) => 2 - place / 16), Number.NaN]);
    expect(isDrawn(one)).toBe(true);
    expect(joined(set(one, 8, 0)).slice(7, 10)).toEqual([0.25, 0, 0.125]);
  });
});

describe("the comparison", () => {
  const falls = (t: number) => 2 * Math.exp(-6 * t);
  const turns = (t: number) => 1 + 3 * (t - 0.4) ** 2;

  test("finds the same shape where values differ", () => {
    expect(remarks(falls, (t) => 0.5 + 1.2 * falls(t))).toEqual(["shapeSame"]);
    expect(remarks(turns, turns)).toEqual(["shapeSame"]);
  });

  test("speaks of course, turns and levels", () => {
    expect(remarks((t) => 2 * t, falls)).toEqual(["shapeCourse"]);
    expect(remarks(falls, turns)).toEqual(["shapeTurn"]);
    expect(remarks(turns, falls)).toEqual(["shapeNoTurn"]);
    expect(remarks(turns, (t) => 1 + 3 * (t - 0.65) ** 2)).toEqual(["shapeTurnLate"]);
    expect(
      remarks(
        (t) => 2 * Math.exp(-30 * t),
        (t) => 2 * Math.exp(-7 * t),
      ),
    ).toEqual(["shapeLevelLate"]);
  });

  test("waits for a fifth of the way, and compares no further than the run has come", () => {
    expect(remarks(turns, turns, 0.1)).toBeUndefined();
    expect(remarks(turns, (t) => 1 + 3 * (t - 0.4) ** 2, 0.4)).toEqual(["shapeSame"]);
  });
});
