/** Controls: their scales, what they write, and when they are shown. */
import { describe, expect, test } from "vitest";
import { shortNumber } from "../../../web/controls/control.js";
import { logPlace, logPlaces, logValue } from "../../../web/controls/log.js";
import { isShown } from "../../../web/controls/registry.js";
import { speeds } from "../../../web/controls/transport.js";

describe("a logarithmic control", () => {
  const rate = { min: 0.001, max: 1 };
  const depth = { min: 1, max: 1000, whole: true };
  const lambda = { min: 1e-5, max: 0.1, zero: true };

  test("has twenty places a decade from end to end", () => {
    expect(logPlaces(rate)).toBe(60);
    expect([0, 20, 40, 60].map((place) => logValue(rate, place))).toEqual([0.001, 0.01, 0.1, 1]);
    expect(logValue(rate, 10)).toBe(0.0032);
  });

  test("puts 0 before its smallest value", () => {
    expect([0, 1, 21, logPlaces(lambda)].map((place) => logValue(lambda, place))).toEqual([0, 1e-5, 1e-4, 0.1]);
    expect(logPlace(lambda, 0)).toBe(0);
    expect(logPlace(lambda, 1e-9)).toBe(1);
  });

  test("may have whole numbers only, each at one place", () => {
    const values = Array.from({ length: logPlaces(depth) + 1 }, (_, place) => logValue(depth, place));
    expect(values.slice(0, 14)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16]);
    expect(values.at(-1)).toBe(1000);
    expect(values.every(Number.isInteger)).toBe(true);
  });

  test.each([rate, lambda, depth])("comes back to the place of every value it gives: %j", (scale) => {
    for (let place = 0; place <= logPlaces(scale); place += 1)
      expect(logPlace(scale, logValue(scale, place))).toBe(place);
  });
});

test("numbers are written as a reader writes them", () => {
  expect([0.30000000000000004, 128, 0.00032, 1e-5, -0.5, 0, 2.5e7].map(shortNumber)).toEqual([
    "0.3",
    "128",
    "3.2e−4",
    "1e−5",
    "−0.5",
    "0",
    "2.5e7",
  ]);
});

test("a control with a condition is shown only under it", () => {
  const control = { type: "toggle", variable: "a", label: "A", when: { variable: "task", is: "surface" } } as const;
  expect(isShown(control, { task: "surface" })).toBe(true);
  expect(isShown(control, { task: "digits" })).toBe(false);
});

test("speeds are the figure's own, slower, faster and without limit", () => {
  expect(speeds(60)).toEqual([15, 60, 240, Number.POSITIVE_INFINITY]);
});
