/** The frame of a plot: thin rules at nice ticks, numbers in small monospace, titles that take no extra room. */
import type { Box } from "./clip.js";
import { linearScale, logScale, type Scale } from "./scale.js";
import type { Mark } from "./scene.js";
import { linearTicks, logTicks, type Tick } from "./ticks.js";
import { number, smallLabel, textWidth } from "./type.js";

export interface AxisOptions {
  domain: readonly [number, number];
  kind?: "linear" | "log";
  title?: string;
  /** In place of the plain number. */
  text?: (value: number) => string;
  /** In place of nice ones. */
  ticks?: readonly Tick[];
  /** Whole numbers only: steps, layers. */
  whole?: boolean;
}

export interface PlotOptions {
  /** Where the plot stands in the scene, axes and titles included. */
  outer: Box;
  x: AxisOptions;
  y: AxisOptions;
  /** Kept free on the right, for labels at line ends. */
  right?: number;
}

export interface Plot {
  frame: Box;
  x: Scale;
  y: Scale;
  /** Axes and rules: what lies under the data. */
  marks: Mark[];
}

const tickHeight = 14;
const titleHeight = 16;

export function plot({ outer, x, y, right = 8 }: PlotOptions): Plot {
  const top = outer.y + (y.title ? titleHeight + 4 : 7);
  const bottom = outer.y + outer.height - tickHeight - 6;
  const yTicks = ticksOf(y, Math.max(2, Math.floor((bottom - top) / 46)));
  const left = outer.x + Math.max(14, ...yTicks.map((tick) => textWidth(tick.text, number))) + 8;
  const frame: Box = {
    x: left,
    y: top,
    width: Math.max(20, outer.x + outer.width - right - left),
    height: bottom - top,
  };

  const xScale = scaleOf(x, [frame.x, frame.x + frame.width]);
  const yScale = scaleOf(y, [frame.y + frame.height, frame.y]);
  const marks: Mark[] = [];
  leftAxis(marks, frame, yScale, yTicks);
  if (y.title) {
    marks.push({ kind: "text", x: outer.x, y: outer.y + 11, text: y.title, size: smallLabel.size, fill: "muted" });
  }
  bottomAxis(marks, frame, xScale, x, outer);
  return { frame, x: xScale, y: yScale, marks };
}

function scaleOf(axis: AxisOptions, range: [number, number]): Scale {
  return axis.kind === "log" ? logScale(axis.domain, range) : linearScale(axis.domain, range);
}

function ticksOf(axis: AxisOptions, target: number): readonly Tick[] {
  if (axis.ticks) return axis.ticks;
  const [low, high] = axis.domain;
  // Of whole numbers there are no more than lie between the ends.
  const most = axis.whole ? Math.min(target, high - low) : target;
  const ticks = axis.kind === "log" ? logTicks(low, high, target) : linearTicks(low, high, most);
  const shown = axis.whole ? ticks.filter(({ value }) => Number.isInteger(Math.round(value * 1e6) / 1e6)) : ticks;
  return axis.text ? shown.map(({ value }) => ({ value, text: axis.text!(value) })) : shown;
}

function leftAxis(marks: Mark[], frame: Box, scale: Scale, ticks: readonly Tick[]): void {
  const rules: number[] = [];
  for (const { value, text } of ticks) {
    const y = Math.round(scale.at(value)) + 0.5;
    // The lowest rule is the axis itself.
    if (y < frame.y + frame.height - 1) rules.push(frame.x, y, frame.x + frame.width, y, Number.NaN, Number.NaN);
    marks.push({
      kind: "text",
      x: frame.x - 6,
      y,
      text,
      anchor: "end",
      baseline: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
  }
  if (rules.length > 0) marks.push({ kind: "path", points: rules, stroke: "rule" });
}

function bottomAxis(marks: Mark[], frame: Box, scale: Scale, axis: AxisOptions, outer: Box): void {
  const base = Math.round(frame.y + frame.height) + 0.5;
  marks.push({ kind: "path", points: [frame.x, base, frame.x + frame.width, base], stroke: "faint" });
  const baseline = base + tickHeight + 1;
  const edge = outer.x + outer.width;
  const titleWidth = axis.title ? textWidth(axis.title, smallLabel) : 0;
  // The title stands at the right end of the numbers, in the margin where there is one.
  const titleLeft = edge - titleWidth;
  const ticks = ticksOf(axis, Math.max(2, Math.floor(frame.width / 64)));
  const strokes: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { value, text } of ticks) {
    const x = Math.round(scale.at(value)) + 0.5;
    strokes.push(x, base, x, base + 4, Number.NaN, Number.NaN);
    const half = textWidth(text, number) / 2;
    const middle = Math.min(Math.max(x, outer.x + half), edge - half);
    if (middle - half < free || (axis.title && middle + half > titleLeft - 8)) continue;
    marks.push({
      kind: "text",
      x: middle,
      y: baseline,
      text,
      anchor: "middle",
      size: number.size,
      font: "mono",
      fill: "muted",
    });
    free = middle + half + 8;
  }
  if (strokes.length > 0) marks.push({ kind: "path", points: strokes, stroke: "faint" });
  if (axis.title) {
    marks.push({
      kind: "text",
      x: edge,
      y: baseline,
      text: axis.title,
      anchor: "end",
      size: smallLabel.size,
      fill: "muted",
    });
  }
}
