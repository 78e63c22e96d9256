/** Both painters on one small scene: the SVG's text, and what a recording stand-in for a canvas was told. */
import { describe, expect, test } from "vitest";
import { colourAtlas } from "../../../web/scene/atlas.js";
import { CanvasPainter } from "../../../web/scene/canvas.js";
import { palette, rampRgb } from "../../../web/scene/palette.js";
import type { Mark, Scene } from "../../../web/scene/scene.js";
import { svgText } from "../../../web/scene/svg.js";

const grid: Mark = {
  kind: "grid",
  x: 10,
  y: 10,
  width: 20,
  height: 10,
  columns: 2,
  rows: 1,
  values: [0, 1],
  ramp: "magnitude",
  domain: [0, 1],
};
const scene: Scene = {
  width: 100,
  height: 50,
  description: "Loss < 0.5 & falling.",
  marks: [
    {
      kind: "path",
      points: [0, 0, 10, 20, Number.NaN, Number.NaN, 30, 5, 40, 5],
      stroke: "run-0",
      width: 2,
      dash: [3, 3],
    },
    { kind: "path", points: [0, 0, 10, 0, 10, 10], fill: "run-1", opacity: 0.2, closed: true },
    { kind: "rect", x: 1, y: 2, width: 3, height: 4, fill: "panel", radius: 1 },
    { kind: "circle", x: 5, y: 6, r: 2, stroke: "ink", strokeWidth: 1.5 },
    {
      kind: "text",
      x: 50,
      y: 20,
      text: "a < b",
      anchor: "end",
      baseline: "middle",
      font: "mono",
      size: 11,
      weight: 600,
      halo: true,
    },
    grid,
    {
      kind: "regions",
      x: 60,
      y: 10,
      width: 20,
      height: 10,
      columns: 2,
      rows: 1,
      classes: [0, 1],
      confidence: [1, 0.5],
    },
  ],
};

describe("SVG", () => {
  const text = svgText(scene, { title: "Loss & penalty", id: "figure-1" });

  test("is this text", () => expect(text).toMatchSnapshot());

  test("names itself for those who cannot see it", () => {
    expect(text).toContain('role="img" aria-labelledby="figure-1-title figure-1-desc"');
    expect(text).toContain('<title id="figure-1-title">Loss &#38; penalty</title>');
    expect(text).toContain('<desc id="figure-1-desc">Loss &#60; 0.5 &#38; falling.</desc>');
  });

  test("passes a strict policy and follows the theme", () => {
    expect(text).not.toMatch(/style|data:|<image|href|<script/);
    expect(text).toContain(`stroke="var(--lf-run-0, ${palette.light["run-0"]})"`);
    for (const [, colour] of text.matchAll(/(?:fill|stroke)="([^"]+)"/g))
      expect(colour).toMatch(/^(none|var\(--lf-[a-z0-9-]+, #[0-9a-f]{6}\)|#[0-9a-f]{6})$/);
  });

  test("lifts the pen at NaN and never writes it", () => {
    expect(text).toContain('d="M0 0L10 20M30 5L40 5"');
    expect(text).not.toContain("NaN");
  });
});

type Call = [string, ...unknown[]];

/** Notes every call and assignment; of a 2-D context only what the painter uses. */
function recorder(): { calls: Call[]; context: CanvasRenderingContext2D } {
  const calls: Call[] = [];
  const context = new Proxy({} as Record<string, unknown>, {
    get(target, name: string) {
      if (name in target) return target[name];
      return (...values: unknown[]) => {
        calls.push([name, ...values]);
        if (name === "createImageData")
          return { data: new Uint8ClampedArray((values[0] as number) * (values[1] as number) * 4) };
      };
    },
    set(target, name: string, value) {
      target[name] = value;
      calls.push([`${name}=`, value]);
      return true;
    },
  });
  return { calls, context: context as unknown as CanvasRenderingContext2D };
}

function painted(theme: "light" | "dark", ratio = 2) {
  const shown = recorder();
  const scratch = recorder();
  const canvas = { width: 0, height: 0, getContext: () => scratch.context };
  new CanvasPainter(shown.context, () => canvas).paint(scene, { theme, ratio });
  return { shown: shown.calls, scratch: scratch.calls, canvas };
}

describe("canvas", () => {
  const { shown, scratch, canvas } = painted("light");
  const named = (name: string) => shown.filter(([call]) => call === name);

  test("clears at the device's resolution first", () => {
    expect(shown.slice(0, 2)).toEqual([
      ["setTransform", 2, 0, 0, 2, 0, 0],
      ["clearRect", 0, 0, 100, 50],
    ]);
  });

  test("draws each polyline with its own pen strokes, and lifts it at NaN", () => {
    expect(named("moveTo").slice(0, 2)).toEqual([
      ["moveTo", 0, 0],
      ["moveTo", 30, 5],
    ]);
    expect(named("setLineDash")[0]).toEqual(["setLineDash", [3, 3]]);
    expect(named("closePath")).toHaveLength(1);
  });

  test("takes colours from the theme it is told", () => {
    expect(named("strokeStyle=")[0]).toEqual(["strokeStyle=", palette.light["run-0"]]);
    expect(painted("dark").shown.find(([call]) => call === "strokeStyle=")).toEqual([
      "strokeStyle=",
      palette.dark["run-0"],
    ]);
  });

  test("sets text where the SVG does, halo below", () => {
    const order = shown.map(([call]) => call);
    expect(order.indexOf("strokeText")).toBeLessThan(order.indexOf("fillText"));
    expect(named("fillText")).toEqual([["fillText", "a < b", 50, expect.closeTo(23.85, 6)]]);
    expect(svgText(scene, { title: "", id: "x" })).toContain('y="23.85"');
    expect(named("font=")[0]![1]).toMatch(/^600 11px "IBM Plex Mono"/);
  });

  test("turns text about its own place, and sets a font only where it is another", () => {
    const { calls, context } = recorder();
    const text = (mark: object) => ({ kind: "text", x: 5, y: 7, text: "a", ...mark }) as Mark;
    const marks = [
      text({}),
      text({ fill: "muted" }),
      text({ rotate: 90 }),
      text({ size: 9 }),
      text({ size: 9 }),
      text({}),
    ];
    const painter = new CanvasPainter(context);
    const paint = () => painter.paint({ width: 10, height: 10, marks, description: "" }, { theme: "light", ratio: 1 });
    paint();
    const named = (name: string) => calls.filter(([call]) => call === name);
    expect(named("font=")).toHaveLength(3);
    expect(named("translate")).toEqual([["translate", 5, 7]]);
    expect(named("fillText").map(([, , x, y]) => [x, y])[2]).toEqual([0, 0]);
    // A canvas that was resized has forgotten its font.
    paint();
    expect(named("font=")).toHaveLength(6);
  });

  test("uploads all rasters at once and places them on whole device pixels", () => {
    expect(scratch.filter(([call]) => call === "putImageData")).toHaveLength(1);
    expect(named("drawImage")).toEqual([
      ["drawImage", canvas, 0, 0, 2, 1, 10, 10, 20, 10],
      ["drawImage", canvas, 3, 0, 2, 1, 60, 10, 20, 10],
    ]);
    expect(named("imageSmoothingEnabled=").map(([, value]) => value)).toEqual([false, true]);
  });

  test("leaves the context opaque", () => expect(named("globalAlpha=").at(-1)).toEqual(["globalAlpha=", 1]));
});

describe("the atlas", () => {
  const pixel = (atlas: ReturnType<typeof colourAtlas>, x: number, y: number) => [
    ...atlas.pixels.slice(4 * (y * atlas.width + x), 4 * (y * atlas.width + x) + 4),
  ];

  test("colours cells through their ramp; what is not a number stays clear", () => {
    const atlas = colourAtlas([{ ...grid, values: [1, Number.NaN] } as never], "light");
    expect(pixel(atlas, 0, 0)).toEqual([...rampRgb("magnitude", 1, "light").map(Math.round), 255]);
    expect(pixel(atlas, 1, 0)).toEqual([0, 0, 0, 0]);
  });

  test("keeps rasters apart, in as many shelves as they need", () => {
    const many = Array.from({ length: 60 }, () => ({ ...grid, columns: 12, rows: 12, values: new Float32Array(144) }));
    const { places, width, height } = colourAtlas(many as never, "dark");
    expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(60);
    for (const { x, y } of places) {
      expect(x + 12).toBeLessThanOrEqual(width);
      expect(y + 12).toBeLessThanOrEqual(height);
      expect([x % 13, y % 13]).toEqual([0, 0]);
    }
  });
});
