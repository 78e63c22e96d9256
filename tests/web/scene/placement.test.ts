/** Labels: never one over another, never outside, as near as can be; and texts as wide as they are said to be. */
import { describe, expect, test } from "vitest";
import { inside, overlaps, placeNear, stack } from "../../../web/scene/placement.js";
import { elide, number, smallLabel, strongLabel, textWidth, wrap } from "../../../web/scene/type.js";
import { generator } from "../views/synthetic/index.js";

describe("a column of labels", () => {
  test("never overlaps and stays inside, whatever is wanted (2,000 columns)", () => {
    const next = generator(1);
    for (let trial = 0; trial < 2000; trial++) {
      const [top, bottom] = [10, 10 + 60 + 300 * next()];
      const labels = Array.from({ length: 1 + Math.floor(9 * next()) }, () => ({
        y: -40 + 460 * next() ** 2,
        height: 14 + 30 * next(),
        priority: Math.floor(3 * next()),
      }));
      const placed = stack(labels, top, bottom);
      const kept = labels.flatMap(({ y, height }, index) => {
        const middle = placed[index];
        return typeof middle === "number" ? [{ wanted: y, from: middle - height / 2, to: middle + height / 2 }] : [];
      });
      kept.sort((a, b) => a.from - b.from);
      kept.forEach(({ from, to, wanted }, index) => {
        expect(from).toBeGreaterThanOrEqual(top - 1e-6);
        expect(to).toBeLessThanOrEqual(bottom + 1e-6);
        const above = kept[index - 1];
        if (!above) return;
        expect(from).toBeGreaterThanOrEqual(above.to - 1e-6);
        expect(wanted).toBeGreaterThanOrEqual(above.wanted);
      });
    }
  });

  test("leaves labels where they want to be when there is room", () => {
    const labels = [20, 60, 100].map((y) => ({ y, height: 16, priority: 0 }));
    expect(stack(labels, 0, 200)).toEqual([20, 60, 100]);
  });

  test("moves two that collide apart by equal amounts", () => {
    expect(
      stack(
        [50, 54].map((y) => ({ y, height: 20, priority: 0 })),
        0,
        200,
      ),
    ).toEqual([42, 62]);
  });

  test("drops the least important when there is no room", () => {
    const labels = [1, 0, 1].map((priority) => ({ y: 10, height: 20, priority }));
    expect(stack(labels, 0, 45)[1]).toBeNull();
    expect(stack(labels, 0, 45).filter((y) => y !== null)).toHaveLength(2);
    expect(stack(labels, 0, 10)).toEqual([null, null, null]);
  });
});

describe("a label near a point", () => {
  const frame = { x: 0, y: 0, width: 200, height: 120 };
  const size = { width: 60, height: 14 };

  test("stands to the right when nothing is in the way", () => {
    expect(placeNear(50, 60, size, frame, [])).toMatchObject({ x: 57, y: 53 });
  });

  test("finds a free place inside the frame, or none", () => {
    const next = generator(2);
    for (let trial = 0; trial < 300; trial++) {
      const taken = [];
      const [x, y] = [200 * next(), 120 * next()];
      for (let label = 0; label < 6; label++) {
        const box = placeNear(x, y, size, frame, taken);
        if (!box) continue;
        expect(inside(box, frame)).toBe(true);
        expect(taken.some((other) => overlaps(box, other))).toBe(false);
        taken.push(box);
      }
      expect(taken.length).toBeGreaterThanOrEqual(1);
    }
    expect(placeNear(50, 60, { width: 300, height: 14 }, frame, [])).toBeNull();
  });
});

describe("the width of a text", () => {
  test("grows with size and weight; numbers are all as wide as one another", () => {
    expect(textWidth("dropout", { ...smallLabel, size: 22 })).toBeCloseTo(2 * textWidth("dropout", smallLabel), 9);
    expect(textWidth("dropout", strongLabel)).toBeGreaterThan(textWidth("dropout", { ...strongLabel, weight: 400 }));
    expect(textWidth("0.11", number)).toBe(textWidth("8.88", number));
  });

  test.each([
    ["with dropout", 400, 573.4],
    ["one hidden layer", 400, 745.5],
    ["lowest 0.25, step 320", 400, 977.8],
    ["batch norm", 400, 513.6],
    ["with dropout", 600, 596.8],
    ["one hidden layer", 600, 770.3],
    ["RMSprop", 600, 424.3],
  ] as const)("of %s at weight %d is Chromium's own at 100 px, and a little more", (text, weight, chromium) => {
    const ratio = textWidth(text, { size: 100, font: "sans", weight }) / chromium;
    expect(ratio).toBeGreaterThan(1.01);
    expect(ratio).toBeLessThan(1.06);
  });

  test("wrapping keeps every word and every line's limit", () => {
    const text = "with dropout and a very small learning rate";
    const lines = wrap(text, 90, smallLabel);
    expect(lines.join(" ")).toBe(text);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(textWidth(line, smallLabel)).toBeLessThanOrEqual(90);
  });

  test("shortening ends with an ellipsis and fits", () => {
    const short = elide("one hidden layer", 60, smallLabel);
    expect(short).toMatch(/^one.*…$/);
    expect(textWidth(short, smallLabel)).toBeLessThanOrEqual(60);
    expect(elide("linear", 60, smallLabel)).toBe("linear");
  });
});
