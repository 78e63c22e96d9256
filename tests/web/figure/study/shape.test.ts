/** The shape of a curve in words: course, turn, level; and where it is going now. */
import { expect, test } from "vitest";
import { shapeOf } from "../../../../web/figure/study/shape.js";
import { trendOf } from "../../../../web/figure/trend.js";

const curve = (of: (t: number) => number, points = 41) => {
  const step = Array.from({ length: points }, (_, index) => 10 * index);
  return [step, step.map((at) => of(at / (10 * (points - 1))))] as const;
};

test("a curve that falls and flattens out falls, and is level from some step on", () => {
  const shape = shapeOf(...curve((t) => 2 * Math.exp(-8 * t)))!;
  expect(shape.course).toBe("falls");
  expect(shape.turn).toBeUndefined();
  expect(shape.levelFrom).toBeGreaterThan(80);
  expect(shape.levelFrom).toBeLessThan(200);
});

test("one that falls all the way is never level", () => {
  const shape = shapeOf(...curve((t) => 2 - t))!;
  expect(shape).toEqual({ course: "falls" });
});

test("overfitting turns up where it was lowest; noise does not turn", () => {
  const up = shapeOf(...curve((t) => 1 + 4 * (t - 0.4) ** 2))!;
  expect(up.course).toBe("falls");
  expect(up.turn!.step).toBe(160);
  const noisy = shapeOf(...curve((t) => 2 * Math.exp(-5 * t) + 0.03 * Math.sin(90 * t)))!;
  expect(noisy.turn).toBeUndefined();
});

test("rising curves turn down, level ones neither fall nor rise, and NaN is left out", () => {
  expect(shapeOf(...curve((t) => t * (1 - t) + 0.2 * t))!).toMatchObject({ course: "rises", turn: {} });
  expect(shapeOf(...curve(() => 1))).toEqual({ course: "level", levelFrom: 0 });
  expect(shapeOf(...curve((t) => (t > 0.02 ? Number.NaN : 1)))).toBeNull();
  expect(shapeOf(...curve((t) => 1 + 0.01 * t), 1)!.course).toBe("level");
});

test("a trend looks at the last few values only", () => {
  expect(trendOf([9, 5, 3, 2, 1.5, 1.2, 1])).toBe("falling");
  expect(trendOf([9, 1, 1.1, 1.2, 1.3, 1.4])).toBe("rising");
  expect(trendOf([9, 1, 1, 1.001, 1, 1])).toBe("steady");
  expect(trendOf([1])).toBeNull();
});
