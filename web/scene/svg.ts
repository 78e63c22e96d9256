/**
 * The SVG painter: a scene as text, for static pictures, print and tests. Colours are presentation attributes that
 * follow the page's theme (`var(--lf-ink, #1d1c1a)`); there are no style attributes and no images, so the strictest
 * policy lets it through.
 */
import { classToken, customProperty, hex, palette, rampColour, regionOpacity } from "./palette.js";
import { levelPaths, refine } from "./raster.js";
import type { Mark, Scene, Token } from "./scene.js";
import { simplify } from "./simplify.js";
import { fontStacks, textSize } from "./type.js";

export interface SvgOptions {
  title: string;
  /** Unique on the page: title and description are referred to by id. */
  id: string;
  /** Levels of a ramp in grids: 16 are enough for the eye, fewer for a page that counts its bytes. */
  levels?: number;
  /** What points of lines are rounded to. A tenth of a unit is finer than any stroke, and long curves are most of a picture's bytes. */
  grain?: number;
}

type MarkOf<Kind extends Mark["kind"]> = Extract<Mark, { kind: Kind }>;
type Attributes = Record<string, string | number | undefined>;

export function svgText(scene: Scene, { title, id, levels = 16, grain = 0.1 }: SvgOptions): string {
  const { width, height, marks, description } = scene;
  const root = attributes({
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${short(width)} ${short(height)}`,
    width: short(width),
    height: short(height),
    role: "img",
    "aria-labelledby": `${id}-title ${id}-desc`,
    "font-family": font("sans"),
    "font-size": textSize,
    fill: "none",
  });
  const body = marks.map((mark) => markText(mark, levels, grain)).join("\n");
  return [
    `<svg${root}>`,
    `<title id="${escape(id)}-title">${escape(title)}</title>`,
    `<desc id="${escape(id)}-desc">${escape(description)}</desc>`,
    body,
    "</svg>",
  ].join("\n");
}

function markText(mark: Mark, levels: number, grain: number): string {
  switch (mark.kind) {
    case "path":
      return pathText(mark, grain);
    case "rect":
      return element("rect", {
        x: short(mark.x),
        y: short(mark.y),
        width: short(mark.width),
        height: short(mark.height),
        rx: optional(mark.radius),
        fill: colour(mark.fill),
        stroke: colour(mark.stroke),
        "stroke-width": optional(mark.strokeWidth),
        opacity: optional(mark.opacity),
      });
    case "circle":
      return element("circle", {
        cx: short(mark.x),
        cy: short(mark.y),
        r: short(mark.r),
        fill: colour(mark.fill),
        stroke: colour(mark.stroke),
        "stroke-width": optional(mark.strokeWidth),
        opacity: optional(mark.opacity),
      });
    case "text":
      return labelText(mark);
    case "grid":
      return gridText(mark, levels);
    case "regions":
      return regionsText(mark);
  }
}

function pathText(mark: MarkOf<"path">, grain: number): string {
  const d = pathData(simplify(mark.points, 0.15), mark.closed ?? false, grain);
  if (!d) return "";
  return element("path", {
    d,
    fill: colour(mark.fill),
    stroke: colour(mark.stroke),
    "stroke-width": mark.stroke ? optional(mark.width) : undefined,
    "stroke-dasharray": mark.dash?.join(" "),
    "stroke-linejoin": mark.stroke ? "round" : undefined,
    "stroke-linecap": mark.stroke && !mark.dash ? "round" : undefined,
    opacity: optional(mark.opacity),
  });
}

function pathData(points: ArrayLike<number>, closed: boolean, grain: number): string {
  const perUnit = 1 / grain;
  const coarse = (value: number) => short(Math.round(value * perUnit) / perUnit);
  const parts: string[] = [];
  let pen = false;
  const close = () => {
    if (closed && pen) parts.push("Z");
    pen = false;
  };
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i]!;
    const y = points[i + 1]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      close();
      continue;
    }
    parts.push(`${pen ? "L" : "M"}${coarse(x)} ${coarse(y)}`);
    pen = true;
  }
  close();
  return parts.join("");
}

function labelText(mark: MarkOf<"text">): string {
  const size = mark.size ?? textSize;
  // Baselines by offset: dominant-baseline differs between renderers.
  const lift = mark.baseline === "middle" ? 0.35 * size : mark.baseline === "hanging" ? 0.74 * size : 0;
  const [x, y] = [short(mark.x), short(mark.y + (mark.rotate ? 0 : lift))];
  return element(
    "text",
    {
      x,
      y,
      dy: mark.rotate && lift ? short(lift) : undefined,
      "font-size": size === textSize ? undefined : size,
      "font-family": mark.font && mark.font !== "sans" ? font(mark.font) : undefined,
      "font-weight": mark.weight === 600 ? 600 : undefined,
      "text-anchor": mark.anchor && mark.anchor !== "start" ? mark.anchor : undefined,
      fill: colour(mark.fill ?? "ink"),
      ...(mark.halo && {
        stroke: colour("paper"),
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }),
      transform: mark.rotate ? `rotate(${short(mark.rotate)} ${x} ${y})` : undefined,
      opacity: optional(mark.opacity),
    },
    escape(mark.text),
  );
}

function gridText(mark: MarkOf<"grid">, levels: number): string {
  const { columns, rows, values } = mark.smooth ? refine(mark.values, mark.columns, mark.rows, 2) : mark;
  const [low, high] = mark.domain;
  const level = (index: number): number => {
    const share = (values[index]! - low) / (high - low || 1);
    return Number.isNaN(share) ? -1 : Math.min(Math.max(Math.floor(share * levels), 0), levels - 1);
  };
  const paths = [...levelPaths(columns, rows, level)].map(([key, d]) => {
    const at = rampColour(mark.ramp, key / (levels - 1));
    if ("fixed" in at) return element("path", { d, fill: hex(at.fixed) });
    return at.opacity < 0.01 ? "" : element("path", { d, fill: colour(at.token), "fill-opacity": short(at.opacity) });
  });
  return raster(mark, columns, rows, paths, mark.opacity);
}

const confidenceLevels = 7;
const finer = 2;

/** Per class a field that is its confidence inside and the others' below zero, made finer and cut into levels. */
function regionsText(mark: MarkOf<"regions">): string {
  const { columns, rows, classes, confidence } = mark;
  const paths: string[] = [];
  for (const each of new Set(Array.from(classes))) {
    const field = Array.from(confidence, (value, index) => (classes[index] === each ? value : -value));
    const { values } = refine(field, columns, rows, finer);
    const level = (index: number): number => {
      const value = values[index]!;
      return value >= 0 ? Math.min(Math.floor(value * confidenceLevels), confidenceLevels - 1) : -1;
    };
    for (const [key, d] of levelPaths(columns * finer, rows * finer, level)) {
      const opacity = short(regionOpacity((key + 0.5) / confidenceLevels));
      paths.push(element("path", { d, fill: colour(classToken(each)), "fill-opacity": opacity }));
    }
  }
  return raster(mark, columns * finer, rows * finer, paths);
}

/** Whole cells as the unit keep the path data short; crisp edges hide the seams between levels. */
function raster(
  box: { x: number; y: number; width: number; height: number },
  columns: number,
  rows: number,
  paths: readonly string[],
  opacity?: number,
): string {
  const scale = `${exact(box.width / columns)} ${exact(box.height / rows)}`;
  const group = attributes({
    transform: `translate(${short(box.x)} ${short(box.y)}) scale(${scale})`,
    "shape-rendering": "crispEdges",
    opacity: optional(opacity),
  });
  return `<g${group}>${paths.join("")}</g>`;
}

function element(name: string, values: Attributes, content?: string): string {
  return content === undefined
    ? `<${name}${attributes(values)}/>`
    : `<${name}${attributes(values)}>${content}</${name}>`;
}

function attributes(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join("");
}

function colour(token: Token | undefined): string | undefined {
  return token && `var(${customProperty(token)}, ${palette.light[token]})`;
}

function font(role: keyof typeof fontStacks): string {
  return fontStacks[role].replaceAll('"', "'");
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

function exact(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}

function optional(value: number | undefined): string | undefined {
  return value === undefined || value === 1 ? undefined : short(value);
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
