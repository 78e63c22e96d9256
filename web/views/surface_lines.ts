/** The lines of equal height of a measured surface, in the plane's own coordinates. */
import type { ProbeResult } from "../engine/program.js";
import { contourLines, logLevels } from "../scene/contours.js";
import { remembered } from "./memo.js";
import type { Plane } from "./plane.js";
import { margin, type SurfaceFrame } from "./surfaces.js";

/** Beyond the frame on all sides, whatever the drawing's proportions turn out to be. */
export function measured({ x, y }: Plane): Plane {
  const grow = ([low, high]: readonly [number, number]): [number, number] => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * margin];
    return [middle - half, middle + half];
  };
  return { x: grow(x), y: grow(y) };
}

const linesOf = remembered<ProbeResult[string], Map<string, number[]>>(() => new Map());

/** In the plane's own coordinates, computed once per measurement. */
export function heightLinesOf(answer: ProbeResult[string], frame: SurfaceFrame, levels: number): number[] {
  const known = linesOf(answer).get(String(levels));
  if (known) return known;
  const [rows, columns] = answer.shape as [number, number];
  const plane = measured(frame);
  const xAt = (u: number) => plane.x[0] + ((u + 0.5) / columns) * (plane.x[1] - plane.x[0]);
  const yAt = (v: number) => plane.y[1] - ((v + 0.5) / rows) * (plane.y[1] - plane.y[0]);
  let [low, high, beyond] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  answer.data.forEach((value, cell) => {
    const [x, y] = [xAt(cell % columns), yAt(Math.floor(cell / columns))];
    low = Math.min(low, value);
    beyond = Math.max(beyond, value);
    if (x >= frame.x[0] && x <= frame.x[1] && y >= frame.y[0] && y <= frame.y[1]) high = Math.max(high, value);
  });
  const all: number[] = [];
  // Near a minimum the root of the height is straight, which linear interpolation follows best.
  const roots = answer.data.map((value) => Math.sqrt(value - low));
  const heights = logLevels(low, high, levels, beyond).map((level) => Math.sqrt(level - low));
  for (const line of contourLines(roots, columns, rows, heights)) {
    const pieces = piecesOf(line);
    if (pieces.length > mostPieces) continue;
    for (const piece of pieces) {
      if (piece.length < fewestPoints) continue;
      piece.forEach((value, i) => all.push(i % 2 === 0 ? xAt(value) : yAt(value)));
      all.push(Number.NaN, Number.NaN);
    }
  }
  linesOf(answer).set(String(levels), all);
  return all;
}

/** A level in more pieces than a surface has hills is a valley narrower than the cells: nothing to be read off it. */
const mostPieces = 6;
const fewestPoints = 16;

function piecesOf(line: readonly number[]): number[][] {
  const pieces: number[][] = [];
  let from = 0;
  for (let i = 0; i <= line.length; i += 2) {
    if (i < line.length && !Number.isNaN(line[i])) continue;
    if (i > from) pieces.push(line.slice(from, i));
    from = i + 2;
  }
  return pieces;
}
