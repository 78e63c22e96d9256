/** What every view owes its reader, in every state and at every width: pure, legible, inside its frame, said in words. */
import { describe, expect, test } from "vitest";
import { overlaps } from "../../../web/scene/placement.js";
import { svgText } from "../../../web/scene/svg.js";
import { findView, viewTypes } from "../../../web/views/registry.js";
import { type Case, cases, draw } from "./cases.js";
import { textBox, texts } from "./text_boxes.js";

const widths = [280, 320, 400, 560, 760];

/** Frozen all the way down; typed arrays cannot be, and are compared instead. */
function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) freeze(each);
  }
  return value;
}

const title = ({ name }: Case) => name;
const each = cases.map((one): [string, Case] => [title(one), one]);

test("every registered view is looked at", () => {
  expect([...new Set(cases.map(({ type }) => type))].sort()).toEqual([...viewTypes].sort());
  expect(findView("no such view")).toBeUndefined();
});

describe.each(each)("%s", (_name, one) => {
  test("draws the same from a frozen state twice, and leaves the measurements alone", () => {
    const before = structuredClone(one.state.probes);
    freeze(one.state);
    const [first, second] = [draw(one, 560), draw(one, 560)];
    expect(second).toEqual(first);
    expect(one.state.probes).toEqual(before);
  });

  test("keeps every text inside the drawing, at 11 or more, none over another", () => {
    for (const width of widths) {
      const scene = draw(one, width);
      const shown = texts(scene).map((mark) => ({ text: mark.text, size: mark.size ?? 12, box: textBox(mark) }));
      for (const { text, size, box } of shown) {
        expect(size, text).toBeGreaterThanOrEqual(11);
        expect(box.x, `"${text}" at ${width}`).toBeGreaterThanOrEqual(-0.5);
        expect(box.x + box.width, `"${text}" at ${width}`).toBeLessThanOrEqual(width + 0.5);
        expect(box.y, `"${text}" at ${width}`).toBeGreaterThanOrEqual(-0.5);
        expect(box.y + box.height, `"${text}" at ${width}`).toBeLessThanOrEqual(scene.height + 0.5);
      }
      shown.forEach((a, index) => {
        for (const b of shown.slice(index + 1))
          expect(overlaps(a.box, b.box), `"${a.text}" and "${b.text}" at ${width}`).toBe(false);
      });
    }
  });

  test("says its numbers in a sentence, without a slip of the tongue", () => {
    const { description } = draw(one, 560);
    expect(description).toMatch(/^[^a-z].{10,}\.$/s);
    expect(description).not.toMatch(/undefined|null|Infinity|\[object/);
    if (!one.name.includes("diverged")) expect(description).not.toContain("NaN");
    const blank = one.name.includes("before") || one.name.includes("none");
    expect(/\d/.test(description.replace(/step 0|λ = 0/g, ""))).toBe(!blank);
  });

  test("is never blank", () => expect(texts(draw(one, 320)).length).toBeGreaterThanOrEqual(1));

  test("passes as SVG: no NaN, nothing a strict policy stops", () => {
    const text = svgText(draw(one, 380), { title: one.name, id: "view" });
    expect(text.replace(/NaN at step|NaN in/g, "")).not.toContain("NaN");
    expect(text).not.toMatch(/undefined|style=|data:|<image/);
    expect(text.length).toBeLessThan(110_000);
  });
});

describe("pictures that must not change by accident", () => {
  test.each([
    "curves: loss",
    "curves: diverged",
    "readout",
    "mean activation",
    "stacked loss",
    "moments: surface",
    "gradient norms",
  ])("%s", async (name) => {
    const one = cases.find((each) => each.name === name)!;
    const text = svgText(draw(one, 340), { title: name, id: "picture" });
    await expect(text).toMatchFileSnapshot(`pictures/${name.replace(/\W+/g, "-")}.svg`);
  });
});
