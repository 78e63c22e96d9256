/** Choosing one weight inside an optimizer, and what is drawn of its update. */
import { expect, test } from "vitest";
import { updateCatalogs } from "../../../web/strings/update.js";
import { findView, loadViews } from "../../../web/views/registry.js";
import * as synthetic from "./synthetic/index.js";
import { texts } from "./text_boxes.js";

await loadViews(["moments", "contour"]);
const view = findView("moments")!;
const options = { ...view.defaults, variable: "weight" };
const size = { width: 400, height: 300 };
const [surface, digits] = [synthetic.adamUpdate(), synthetic.adamOnDigits()];

test("a click on one of two halves, or on one of many columns, asks for that weight", () => {
  const at = (state: typeof surface, x: number) => view.point!(state, options, size, x, 120);
  expect(at(surface, 60)).toEqual({ variable: "weight", value: 0 });
  expect(at(surface, 300)).toEqual({ variable: "weight", value: 1 });
  const bars = view.scene(digits, { ...options, run: 0 }, size).marks.filter((mark) => mark.kind === "rect");
  // Weight 8 has no bar: its values are 0.
  const last = bars.filter((bar) => bar.x > bars[1]!.x).at(-1)!;
  expect(view.point!(digits, { ...options, run: 0 }, size, last.x + last.width / 2, 120)).toEqual({
    variable: "weight",
    value: 15,
  });
  expect(view.point!(surface, view.defaults, size, 60, 120)).toBeNull();
});

test("arrow keys go through all weights and back to all of them at once", () => {
  const next = (weight: number, key: string) => view.key!(surface, { ...options, weight }, key)?.value;
  expect([-1, 0, 1].map((weight) => next(weight, "ArrowRight"))).toEqual([0, 1, -1]);
  expect([-1, 0, 1].map((weight) => next(weight, "ArrowLeft"))).toEqual([1, -1, 0]);
  expect(next(0, "Enter")).toBeUndefined();
});

test("above the sum a click leads back, and nowhere else", () => {
  const one = { ...options, weight: 1 };
  expect(view.point!(surface, one, size, 380, 10)).toEqual({ variable: "weight", value: -1 });
  expect(view.point!(surface, one, size, 380, 120)).toBeNull();
});

test("every term stands there with its number; bars of one kind share a scale", () => {
  const { marks, description } = view.scene(surface, { ...options, weight: 1 }, { width: 400, height: 400 });
  const shown = texts({ ...size, marks, description }).map(({ text }) => text);
  for (const text of ["g", "−4.82", "λ·w", "β₁·m", "v", "12.4", "Δw"]) expect(shown).toContain(text);
  const bars = marks.filter((mark) => mark.kind === "rect");
  // g and its added share: 1 to 0.1, but for what the decay adds.
  expect(bars[3]!.width / bars[0]!.width).toBeCloseTo((0.1 * (4.82 + 0.01 * 1.36)) / 4.82, 2);
  expect(description).toContain("It went from");
});

test("its numbers stand in a table too: of all weights, or the terms of one and where it went", () => {
  const one = view.table!(surface, { ...options, weight: 1 }, 100).rows;
  expect(one[0]).toEqual(["Adam", "gradient", "y: g", Math.fround(-4.82)]);
  const [before, after] = one.slice(-2).map((row) => row[3] as number) as [number, number];
  const moved = one.find((row) => row[2] === "y: Δw")![3] as number;
  expect(after - before).toBeCloseTo(moved, 6);
  const all = view.table!(surface, options, 100).rows;
  expect(all).toContainEqual(["Adam", "gradient", "1", Math.fround(-4.82)]);
});

test("a changed setting is told: the terms are no longer the step's", () => {
  const runs = surface.runs.map((run) => ({
    ...run,
    program: { ...run.program, optimizer: { type: "Adam", lr: 1, betas: [0.5, 0.9] } },
  })); // prettier-ignore
  const { description } = view.scene({ ...surface, runs }, { ...options, weight: 1 }, size);
  expect(description).toContain(updateCatalogs.en.changed);
});

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();

test("both languages say the same, with the same holes", () => {
  const { en, zh } = updateCatalogs;
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const key of Object.keys(en) as (keyof typeof en)[])
    expect({ key, holes: holes(zh[key]) }).toEqual({ key, holes: holes(en[key]) });
});
