/** Cuts polylines at a box, so that a curve leaving the plot ends at its edge in every painter. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Points are x, y in turn; a pair that is not finite lifts the pen. The answer is the same, inside the box. */
export function clipPolyline(points: ArrayLike<number>, box: Box): number[] {
  const out: number[] = [];
  let drawing = false;
  for (let i = 2; i + 1 < points.length; i += 2) {
    const piece = clipSegment(points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!, box);
    if (!piece) {
      drawing = false;
      continue;
    }
    const [x0, y0, x1, y1] = piece;
    const joined = drawing && out.at(-2) === x0 && out.at(-1) === y0;
    if (!joined) {
      if (out.length > 0) out.push(Number.NaN, Number.NaN);
      out.push(x0, y0);
    }
    out.push(x1, y1);
    drawing = true;
  }
  return out;
}

/** The part of a segment inside the box (Liang & Barsky 1984), or null. */
function clipSegment(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  box: Box,
): [number, number, number, number] | null {
  const dx = x1 - x0;
  const dy = y1 - y0;
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let enter = 0;
  let leave = 1;
  const edges: readonly (readonly [number, number])[] = [
    [-dx, x0 - box.x],
    [dx, box.x + box.width - x0],
    [-dy, y0 - box.y],
    [dy, box.y + box.height - y0],
  ];
  for (const [towards, room] of edges) {
    if (towards === 0) {
      if (room < 0) return null;
    } else if (towards < 0) enter = Math.max(enter, room / towards);
    else leave = Math.min(leave, room / towards);
  }
  if (enter > leave) return null;
  return [
    enter === 0 ? x0 : x0 + enter * dx,
    enter === 0 ? y0 : y0 + enter * dy,
    leave === 1 ? x1 : x0 + leave * dx,
    leave === 1 ? y1 : y0 + leave * dy,
  ];
}
