/** Lines and rasters: cut at a box, thinned, drawn as contours, merged into paths; each against what can be worked out by hand. */
import { describe, expect, test } from "vitest";
import { clipPolyline } from "../../../web/scene/clip.js";
import { contourLines, logLevels } from "../../../web/scene/contours.js";
import { levelPaths, refine } from "../../../web/scene/raster.js";
import { simplify } from "../../../web/scene/simplify.js";
import { generator } from "../views/synthetic/index.js";

const box = { x: 0, y: 0, width: 10, height: 10 };
const lift = Number.NaN;

describe("clipping", () => {
  test("cuts a line at the edges and lifts the pen outside", () => {
    expect(clipPolyline([-5, 5, 15, 5], box)).toEqual([0, 5, 10, 5]);
    expect(clipPolyline([1, 1, 5, 20, 9, 1], box)).toEqual([
      1,
      1,
      expect.closeTo(2.8947, 3),
      10,
      lift,
      lift,
      expect.closeTo(7.1053, 3),
      10,
      9,
      1,
    ]);
  });

  test("leaves what is inside alone, and passes nothing that is outside", () => {
    expect(clipPolyline([1, 1, 2, 5, 9, 9], box)).toEqual([1, 1, 2, 5, 9, 9]);
    expect(clipPolyline([-3, -3, -1, 20], box)).toEqual([]);
    expect(clipPolyline([1, 1, lift, lift, 2, 2, 3, 3], box)).toEqual([2, 2, 3, 3]);
  });

  test("never answers a point outside (500 random lines)", () => {
    const next = generator(3);
    for (let trial = 0; trial < 500; trial++) {
      const clipped = clipPolyline(
        Array.from({ length: 12 }, () => -10 + 30 * next()),
        box,
      );
      for (const value of clipped) if (!Number.isNaN(value)) expect(Math.abs(value - 5)).toBeLessThanOrEqual(5 + 1e-9);
    }
  });
});

describe("simplifying", () => {
  test("keeps corners and ends, drops what lies between", () => {
    expect(simplify([0, 0, 1, 0.01, 2, 0, 3, 5, 4, 10], 0.1)).toEqual([0, 0, 2, 0, 4, 10]);
  });

  test("keeps pieces apart", () => {
    expect(simplify([0, 0, 1, 0, 2, 0, lift, lift, 5, 5, 6, 6, 7, 7], 0.1)).toEqual([
      0,
      0,
      2,
      0,
      lift,
      lift,
      5,
      5,
      7,
      7,
    ]);
    expect(simplify([lift, lift, lift, lift], 0.1)).toEqual([]);
  });

  test("no point of the old line is further than the tolerance from the new one", () => {
    const line = Array.from({ length: 200 }, (_, k) => [k, 20 * Math.sin(k / 15)]).flat();
    const short = simplify(line, 0.2);
    expect(short.length).toBeLessThan(line.length / 3);
    for (let i = 0; i < line.length; i += 2) {
      let nearest = Number.POSITIVE_INFINITY;
      for (let j = 2; j < short.length; j += 2) {
        const [x0, y0, x1, y1] = short.slice(j - 2, j + 2) as [number, number, number, number];
        const along = Math.min(
          Math.max(
            ((line[i]! - x0) * (x1 - x0) + (line[i + 1]! - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2),
            0,
          ),
          1,
        );
        nearest = Math.min(
          nearest,
          Math.hypot(line[i]! - x0 - along * (x1 - x0), line[i + 1]! - y0 - along * (y1 - y0)),
        );
      }
      expect(nearest).toBeLessThanOrEqual(0.2 + 1e-9);
    }
  });
});

function field(size: number, f: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, cell) => f(cell % size, Math.floor(cell / size)));
}

describe("contours by marching squares", () => {
  test("of a cone are circles of the right radius, closed and in one piece", () => {
    const size = 41;
    const lines = contourLines(
      field(size, (x, y) => Math.hypot(x - 20, y - 20)),
      size,
      size,
      [5.3, 12.7],
    );
    [5.3, 12.7].forEach((radius, k) => {
      const line = lines[k]!;
      expect(line.some(Number.isNaN)).toBe(false);
      expect(line.slice(-2)).toEqual(line.slice(0, 2));
      for (let i = 0; i < line.length; i += 2)
        expect(Math.hypot(line[i]! - 20, line[i + 1]! - 20)).toBeCloseTo(radius, 1);
      expect(line.length / 2).toBeGreaterThan(4 * radius);
    });
  });

  test("of a plane are straight lines from edge to edge, exactly", () => {
    const [line] = contourLines(
      field(9, (x, y) => x + 2 * y),
      9,
      9,
      [7.5],
    );
    for (let i = 0; i < line!.length; i += 2) expect(line![i]! + 2 * line![i + 1]!).toBeCloseTo(7.5, 9);
    const ends = [line!.slice(0, 2), line!.slice(-2)];
    for (const [x, y] of ends) expect([x, 8 - x!, y, 8 - y!].some((toEdge) => Math.abs(toEdge!) < 1e-9)).toBe(true);
  });

  test("of two hills are two rings; of a saddle two branches that do not cross", () => {
    const hills = contourLines(
      field(
        41,
        (x, y) => Math.exp(-((x - 10) ** 2 + (y - 20) ** 2) / 20) + Math.exp(-((x - 30) ** 2 + (y - 20) ** 2) / 20),
      ),
      41,
      41,
      [0.5],
    );
    expect(hills[0]!.filter(Number.isNaN)).toHaveLength(2);
    const saddle = contourLines(
      field(3, (x, y) => (x - 1) * (y - 1)),
      3,
      3,
      [0.5],
    )[0]!;
    expect(saddle.filter(Number.isNaN)).toHaveLength(2);
  });

  test("of a saddle inside one cell follow the cell's middle", () => {
    const above = contourLines([1, 0, 0, 1], 2, 2, [0.4])[0]!;
    const below = contourLines([1, 0, 0, 1], 2, 2, [0.6])[0]!;
    const cornerOf = (line: number[]) => line.slice(0, 4).map(Math.round).join();
    expect(cornerOf(above)).not.toBe(cornerOf(below));
  });

  test("there is none where nothing crosses, and values that are not numbers break nothing", () => {
    expect(
      contourLines(
        field(5, () => 1),
        5,
        5,
        [2],
      ),
    ).toEqual([[]]);
    const holed = contourLines(
      field(5, (x) => (x === 2 ? Number.NaN : x)),
      5,
      5,
      [0.5, 2.5],
    );
    expect(holed[0]!.filter((_, i) => i % 2 === 0)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(holed[1]).toEqual([]);
  });

  test("levels are even in the logarithm and go on to the farthest height", () => {
    const levels = logLevels(-1, 9, 8, 100);
    expect(levels.length).toBeGreaterThan(8);
    expect(levels.at(-1)!).toBeLessThanOrEqual(100);
    const ratios = levels.slice(1).map((level, k) => (level + 1) / (levels[k]! + 1));
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 9);
    expect(logLevels(2, 2, 5)).toEqual([]);
  });
});

describe("rasters", () => {
  /** The cells that path data covers, with how often. */
  function covered(d: string, columns: number, rows: number): number[] {
    const counts = new Array<number>(columns * rows).fill(0);
    for (const [, x, y, w, h] of d.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g)) {
      for (let row = Number(y); row < Number(y) + Number(h); row++) {
        for (let column = Number(x); column < Number(x) + Number(w); column++) counts[row * columns + column]!++;
      }
    }
    return counts;
  }

  test("every cell is in exactly the path of its level, once", () => {
    const [columns, rows] = [13, 9];
    const next = generator(4);
    const level = Array.from({ length: columns * rows }, () => Math.floor(4 * next()) - 1);
    const paths = levelPaths(columns, rows, (index) => level[index]!);
    expect([...paths.keys()].sort()).toEqual([0, 1, 2]);
    for (const [key, d] of paths)
      expect(covered(d, columns, rows)).toEqual(level.map((each) => (each === key ? 1 : 0)));
  });

  test("an even area is one rectangle", () => {
    expect([...levelPaths(7, 5, () => 3)]).toEqual([[3, "M0 0h7v5h-7z"]]);
  });

  test("refining keeps flat fields flat and slopes straight", () => {
    expect([...refine([2, 2, 2, 2], 2, 2, 3).values]).toEqual(new Array(36).fill(2));
    expect([...refine([0, 4], 2, 1, 4).values].slice(0, 8)).toEqual([0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4]);
  });
});
