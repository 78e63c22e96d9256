/** Fewer points for the same line, for pictures that travel as text. */

/**
 * Drops points that lie within `tolerance` of the line without them (Ramer 1972; Douglas & Peucker 1973). Points are x,
 * y in turn; a NaN pair lifts the pen and stays.
 */
export function simplify(points: ArrayLike<number>, tolerance: number): number[] {
  const out: number[] = [];
  let from = 0;
  for (let i = 0; i <= points.length; i += 2) {
    const lifted = i >= points.length || !Number.isFinite(points[i]!) || !Number.isFinite(points[i + 1]!);
    if (!lifted) continue;
    if (i > from) {
      if (out.length > 0) out.push(Number.NaN, Number.NaN);
      appendPiece(points, from / 2, i / 2 - 1, tolerance, out);
    }
    from = i + 2;
  }
  return out;
}

function appendPiece(points: ArrayLike<number>, first: number, last: number, tolerance: number, out: number[]): void {
  const keep = new Set([first, last]);
  const open: [number, number][] = [[first, last]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [a, b] = span;
    let [furthest, distance] = [-1, tolerance];
    for (let i = a + 1; i < b; i++) {
      const away = distanceToSegment(points, i, a, b);
      if (away > distance) [furthest, distance] = [i, away];
    }
    if (furthest < 0) continue;
    keep.add(furthest);
    open.push([a, furthest], [furthest, b]);
  }
  for (const index of [...keep].sort((a, b) => a - b)) out.push(points[2 * index]!, points[2 * index + 1]!);
}

function distanceToSegment(points: ArrayLike<number>, i: number, a: number, b: number): number {
  const [x, y] = [points[2 * i]! - points[2 * a]!, points[2 * i + 1]! - points[2 * a + 1]!];
  const [dx, dy] = [points[2 * b]! - points[2 * a]!, points[2 * b + 1]! - points[2 * a + 1]!];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(Math.max((x * dx + y * dy) / squared, 0), 1);
  return Math.hypot(x - along * dx, y - along * dy);
}
