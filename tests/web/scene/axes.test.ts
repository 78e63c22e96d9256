/** Numbers on axes: nice ticks, domains that end on them, scales that can be read backwards, texts a reader knows. */
import { describe, expect, test } from "vitest";
import { compact, count, loss, percent } from "../../../web/scene/numbers.js";
import { plot } from "../../../web/scene/plot.js";
import { linearScale, logScale } from "../../../web/scene/scale.js";
import { linearTicks, logTicks, niceDomain, niceLogDomain } from "../../../web/scene/ticks.js";

const values = (ticks: readonly { value: number }[]) => ticks.map(({ value }) => Number(value.toPrecision(12)));
const texts = (ticks: readonly { text: string }[]) => ticks.map(({ text }) => text);

describe("linear ticks", () => {
  test("are the numbers one would write", () => {
    expect(texts(linearTicks(0, 2.5, 5))).toEqual(["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]);
    expect(texts(linearTicks(0, 1500, 5))).toEqual(["0", "500", "1000", "1500"]);
    expect(texts(linearTicks(-0.3, 0.3, 4))).toEqual(["−0.2", "0.0", "0.2"]);
    expect(texts(linearTicks(0, 40_000, 4))).toEqual(["0", "10k", "20k", "30k", "40k"]);
  });

  test("stay inside the domain, evenly spaced and few, for spans of any size", () => {
    for (let k = 0; k < 400; k++) {
      const span = 10 ** ((k % 25) / 2 - 6) * (1 + (k % 7));
      const low = (k - 200) * span * 0.37;
      const ticks = values(linearTicks(low, low + span, 5));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks[0]!).toBeGreaterThanOrEqual(low - 1e-5 * span);
      expect(ticks.at(-1)!).toBeLessThanOrEqual(low + span * 1.00001);
    }
  });

  test("of steps are whole, and written so", () => {
    const outer = { x: 0, y: 0, width: 400, height: 200 };
    for (const [low, high, steps] of [
      [1, 4, "1 2 3 4"],
      [1, 2, "1 2"],
      [0, 20, "0 5 10 15 20"],
    ] as const) {
      const { marks } = plot({ outer, x: { domain: [low, high], whole: true }, y: { domain: [0, 1], ticks: [] } });
      expect(marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])).join(" ")).toBe(steps);
    }
  });

  test("there are none where there is no span", () => {
    expect(linearTicks(1, 1, 5)).toEqual([]);
    expect(linearTicks(0, Number.NaN, 5)).toEqual([]);
    expect(linearTicks(0, Number.POSITIVE_INFINITY, 5)).toEqual([]);
  });
});

describe("log ticks", () => {
  test("are powers of ten, thinned when many, with mantissas when few", () => {
    expect(texts(logTicks(1e-4, 1, 5))).toEqual(["1e−4", "0.001", "0.01", "0.1", "1"]);
    expect(texts(logTicks(1e-8, 1, 4))).toEqual(["1e−8", "1e−6", "1e−4", "0.01", "1"]);
    expect(texts(logTicks(1, 10, 5))).toEqual(["1", "2", "5", "10"]);
    expect(texts(logTicks(0.1, 10, 5))).toEqual(["0.1", "0.3", "1", "3", "10"]);
  });

  test("a domain inside one decade still has some", () => {
    expect(logTicks(2.1, 2.9, 4).length).toBeGreaterThanOrEqual(2);
  });

  test("nothing at or below zero", () => {
    expect(logTicks(0, 1, 4)).toEqual([]);
    expect(logTicks(-1, 1, 4)).toEqual([]);
  });
});

describe("domains", () => {
  test("end on ticks and hold the data", () => {
    expect(niceDomain(0.02, 2.31, 5)).toEqual([0, 2.5]);
    expect(niceLogDomain(0.0042, 2.3)).toEqual([0.001, 10]);
  });

  test("have a span even for one number", () => {
    expect(niceDomain(3, 3, 5)).toEqual([1.5, 4.5]);
    expect(niceLogDomain(1, 1)).toEqual([1, 10]);
  });
});

describe("scales", () => {
  test("invert what they map", () => {
    for (const scale of [linearScale([-2, 6], [300, 20]), logScale([1e-4, 10], [300, 20])]) {
      for (const value of [0.01, 0.5, 3]) expect(scale.invert(scale.at(value))).toBeCloseTo(value, 9);
    }
  });

  test("a log scale has no place for zero and below", () => {
    expect(logScale([0.1, 1], [0, 1]).at(0)).toBeNaN();
    expect(logScale([0.1, 1], [0, 1]).at(-1)).toBeNaN();
  });
});

describe("numbers", () => {
  test.each([
    [0.2314, "0.231"],
    [12.345, "12.3"],
    [123.4, "123"],
    [1240, "1240"],
    [0, "0"],
    [-0.5, "−0.500"],
    [0.00441, "0.00441"],
    [0.00004, "4e−5"],
    [-1.26e-7, "−1.3e−7"],
    [2.5e7, "2.5e7"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("compact %d is %s", (value, text) => expect(compact(value)).toBe(text));

  test.each([
    [0.2314, "0.23"],
    [Math.LN10, "2.30"],
    [0.0022, "0.0022"],
    [0.031, "0.031"],
    [240, "240"],
  ])("loss %d is %s", (value, text) => expect(loss(value)).toBe(text));

  test.each([
    [0.934, "93%"],
    [0.9971, "99.7%"],
    [0.99999, "99.9%"],
    [1, "100%"],
    [0, "0%"],
  ])("share %d is %s", (value, text) => expect(percent(value)).toBe(text));

  test("counts are separated from five digits up", () =>
    expect([999, 1437, 26122].map(count)).toEqual(["999", "1437", "26,122"]));
});
