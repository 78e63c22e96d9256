/** The contour view's way back: a click or an arrow key becomes a start; and what it knows of surfaces is what the engine knows. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { loadEngine } from "../../../web/engine/load.js";
import { findView, loadViews } from "../../../web/views/registry.js";
import { surfaceFrames, widen } from "../../../web/views/surfaces.js";
import * as synthetic from "./synthetic/index.js";

await loadViews(["contour"]);
const view = findView("contour")!;
const options = view.defaults;
const size = { width: 560, height: 400 };
const state = synthetic.descent("rosenbrock", [-1.5, 2], 5);

/** Where a place of the plane is drawn, read off the start's marker. */
function drawnAt(start: [number, number]): [number, number] {
  const moved = synthetic.descent("rosenbrock", start, 5);
  const marker = view.scene(moved, options, size).marks.find((mark) => mark.kind === "circle" && mark.stroke === "ink");
  if (marker?.kind !== "circle") throw new Error("there is no start marker");
  return [marker.x, marker.y];
}

describe("choosing a start", () => {
  test("a click asks for the place under it", () => {
    for (const start of [
      [-1.5, 2],
      [0.25, 0.5],
      [1.75, -0.75],
    ] as [number, number][]) {
      const [x, y] = drawnAt(start);
      expect(view.point!(state, options, size, x, y)).toEqual({ variable: "start", value: start });
    }
  });

  test("a click beside the map asks for nothing", () => {
    expect(view.point!(state, options, size, 1, 1)).toBeNull();
    expect(view.point!(state, options, size, 559, 399)).toBeNull();
  });

  test("arrow keys move it, and stop at the edge", () => {
    expect(view.key!(state, options, "ArrowRight")).toEqual({ variable: "start", value: [-1.4, 2] });
    expect(view.key!(state, options, "ArrowDown")).toEqual({ variable: "start", value: [-1.5, 1.9] });
    const atEdge = synthetic.descent("rosenbrock", [-2, 3], 5);
    expect(view.key!(atEdge, options, "ArrowLeft")).toEqual({ variable: "start", value: [-2, 3] });
    expect(view.key!(state, options, "Enter")).toBeNull();
  });

  test("the figure's own variable is named", () => {
    expect(view.key!(state, { ...options, variable: "from" }, "ArrowUp")).toMatchObject({ variable: "from" });
  });

  test("where there is no surface there is nothing to choose", () => {
    expect(view.point!(synthetic.overfitting(), options, size, 100, 100)).toBeNull();
    expect(view.key!(synthetic.overfitting(), options, "ArrowUp")).toBeNull();
  });
});

test("a plane is widened to the drawing's proportions around its middle, never cut", () => {
  const wide = widen({ x: [-2, 2], y: [-1, 3] }, 0.8);
  expect((wide.y[1] - wide.y[0]) / (wide.x[1] - wide.x[0])).toBeCloseTo(0.8, 9);
  expect(wide.y).toEqual([-1, 3]);
  expect(wide.x[0] + wide.x[1]).toBeCloseTo(0, 9);
});

describe("surfaces, against the engine", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine();
  });

  test.each(Object.entries(surfaceFrames))(
    "%s: the minima are where the engine's gradient vanishes and nothing is lower",
    (name, frame) => {
      const size = 64;
      for (const minimum of frame.minima) {
        const run = engine.createRun({
          surface: { name, start: [...minimum] as [number, number] },
          optimizer: { type: "SGD", lr: 1e-6 },
        });
        run.train(1);
        const gradient = run.probe("moments", { count: 2 }).gradient!.data;
        // Irrational minima are known to six decimals.
        for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
        const here = run.evaluate("train").loss;
        const around = run.probe("surface", { x: [...frame.x], y: [...frame.y], size }).value!.data;
        expect(here).toBeLessThanOrEqual(Math.min(...around) + 1e-6);
        run.dispose();
      }
    },
  );
});
