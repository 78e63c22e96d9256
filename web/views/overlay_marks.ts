/** Overlays on a plot of curves: lines and bands under the runs' own, labelled at their ends. */
import type { Overlay, OverlayColumns } from "../figure/overlay.js";
import type { Curves } from "../figure/state.js";
import { clipPolyline } from "../scene/clip.js";
import type { EndLabel } from "../scene/end_labels.js";
import { runToken } from "../scene/palette.js";
import type { Plot } from "../scene/plot.js";
import type { Mark, Token } from "../scene/scene.js";
import type { Line, OverlayPainter } from "./overlays.js";

function lineOf(columns: OverlayColumns, column: keyof Curves, from = 0): Line {
  const value = columns[column] ?? [];
  const first = columns.step.findIndex((step) => step >= from);
  return first <= 0 && from <= 0
    ? { step: columns.step.slice(0, value.length), value }
    : { step: columns.step.slice(Math.max(first - 1, 0)), value: value.slice(Math.max(first - 1, 0)) };
}

function overlayLines(overlays: readonly Overlay[], column: keyof Curves): Line[] {
  return overlays
    .flatMap(({ columns, band }) => [columns, ...(band ? [band.low, band.high] : [])])
    .map((columns) => lineOf(columns, column))
    .filter(({ value }) => value.some(Number.isFinite));
}

function overlayMarks(overlays: readonly Overlay[], column: keyof Curves, base: Plot): Mark[] {
  return overlays.flatMap((overlay): Mark[] => {
    const { band, columns, color, opacity, dash, from } = overlay;
    if (opacity === 0) return [];
    const stroke = tokenOf(color);
    const marks: Mark[] = [];
    if (band) {
      const [low, high] = [lineOf(band.low, column), lineOf(band.high, column)];
      const edge = [
        ...pairs(low),
        ...pairs({ step: [...high.step].reverse(), value: [...high.value].reverse() }),
      ].flatMap(([step, value]) => [base.x.at(step), within(base, base.y.at(value))]);
      marks.push({ kind: "path", points: edge, fill: stroke, opacity: 0.16, closed: true });
    }
    const points = pairs(lineOf(columns, column, from)).flatMap(([step, value]) => [base.x.at(step), base.y.at(value)]);
    const { frame } = base;
    const drawn = clipPolyline(points, { ...frame, y: frame.y - 1, height: frame.height + 2 });
    if (drawn.length > 0)
      marks.push({ kind: "path", points: drawn, stroke, width: 1.5, opacity, ...(dash && { dash }) });
    return marks;
  });
}

function overlayLabels(overlays: readonly Overlay[], column: keyof Curves, base: Plot): EndLabel[] {
  return overlays.flatMap(({ label, columns, color }) => {
    const last = pairs(lineOf(columns, column)).at(-1);
    if (!label || !last) return [];
    const [step, value] = last;
    return [
      {
        name: label,
        token: tokenOf(color),
        strong: false,
        priority: 0,
        x: base.x.at(step),
        y: within(base, base.y.at(value)),
      },
    ];
  });
}

const tokenOf = (color: number | null): Token => (color === null ? "muted" : runToken(color));

function within({ frame }: Plot, y: number): number {
  return Math.min(Math.max(Number.isFinite(y) ? y : frame.y + frame.height, frame.y), frame.y + frame.height);
}

function pairs({ step, value }: Line): [number, number][] {
  return value.flatMap((each, index): [number, number][] => (Number.isFinite(each) ? [[step[index]!, each]] : []));
}

export const overlayPainter: OverlayPainter = { lines: overlayLines, marks: overlayMarks, labels: overlayLabels };
