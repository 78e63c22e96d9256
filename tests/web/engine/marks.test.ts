/** Marks: few, light, evenly spaced, and none of a way that is no longer gone. */
import { expect, test } from "vitest";
import { Marks } from "../../../web/engine/marks.js";

const of = (bytes: number) => () => [{ bytes: new Uint8Array(bytes), evaluatedAt: -1, step: 0 }];

function passed(upTo: number, bytes = 8, every = 1): Marks {
  const marks = new Marks();
  for (let step = every; step <= upTo; step += every) marks.pass(step, 0, of(bytes));
  return marks;
}

test("their number stays bounded, and no stretch between two is much longer than the others", () => {
  for (const upTo of [10, 100, 1000, 20_000]) {
    const { steps } = passed(upTo);
    expect(steps.length).toBeLessThanOrEqual(48);
    const gaps = [...steps, upTo].map((step, index) => step - (steps[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.max(8, upTo / 10));
  }
});

test("their bytes stay bounded: heavy ones are fewer", () => {
  const { steps } = passed(1000, 4 << 20, 5);
  expect(steps.length).toBeLessThanOrEqual(6);
  expect(steps.length).toBeGreaterThanOrEqual(2);
});

test("the one before a step is found; what is passed again is not kept twice", () => {
  const marks = passed(64);
  expect(marks.before(64)?.step).toBe(56);
  expect(marks.before(8)).toBeUndefined();
  const { steps } = marks;
  for (let step = 57; step <= 64; step++) marks.pass(step, 0, of(8));
  expect(marks.steps).toEqual(steps);
});

test("with other programs, what lies ahead goes as soon as it is passed", () => {
  const marks = passed(64);
  marks.pass(33, 1, of(8));
  expect(marks.steps).toEqual([8, 16, 24, 32]);
  marks.dropAfter(20);
  expect(marks.steps).toEqual([8, 16]);
});
