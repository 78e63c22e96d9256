/** Where labels go so that none covers another and none leaves its frame. */
import type { Box } from "./clip.js";

export interface Wanted {
  /** The middle it would like to have. */
  y: number;
  height: number;
  /** When there is no room for all, the lowest goes first. */
  priority: number;
}

/**
 * Middles for labels in one column, as near to the wanted ones as can be (least squares, by pooling neighbours that
 * collide), in the wanted order; null for a label that found no room.
 */
export function stack(labels: readonly Wanted[], top: number, bottom: number): (number | null)[] {
  const kept = labels.map((_, index) => index).sort((a, b) => labels[b]!.priority - labels[a]!.priority || a - b);
  const total = () => kept.reduce((sum, index) => sum + labels[index]!.height, 0);
  while (kept.length > 0 && total() > bottom - top + 1e-9) kept.pop();
  kept.sort((a, b) => labels[a]!.y - labels[b]!.y || a - b);

  // With u = y − (heights before it), "no overlap" becomes "u does not fall": isotonic regression.
  const pools: { mean: number; members: number[] }[] = [];
  const before = new Map<number, number>();
  let height = 0;
  for (const index of kept) {
    const wanted = labels[index]!;
    before.set(index, height + wanted.height / 2);
    height += wanted.height;
    let pool = { mean: wanted.y - before.get(index)!, members: [index] };
    for (let last = pools.at(-1); last && last.mean > pool.mean; last = pools.at(-1)) {
      const size = last.members.length + pool.members.length;
      const mean = (last.mean * last.members.length + pool.mean * pool.members.length) / size;
      pool = { mean, members: [...last.members, ...pool.members] };
      pools.pop();
    }
    pools.push(pool);
  }

  const placed: (number | null)[] = labels.map(() => null);
  for (const { mean, members } of pools) {
    const start = Math.min(Math.max(mean, top), bottom - height);
    for (const index of members) placed[index] = start + before.get(index)!;
  }
  return placed;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function inside(box: Box, frame: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

/** Right, left, above, below, then the corners. */
const directions: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [0.75, -0.75],
  [0.75, 0.75],
  [-0.75, -0.75],
  [-0.75, 0.75],
];

/** A free box of this size near a point, nearest ring first, or null. The caller adds what it takes to `taken`. */
export function placeNear(
  x: number,
  y: number,
  size: { width: number; height: number },
  frame: Box,
  taken: readonly Box[],
  rings = [7, 16, 30, 48],
): Box | null {
  for (const distance of rings) {
    for (const [dx, dy] of directions) {
      const box = {
        x: x + dx * distance + (dx > 0 ? 0 : dx < 0 ? -size.width : -size.width / 2),
        y: y + dy * distance + (dy > 0 ? 0 : dy < 0 ? -size.height : -size.height / 2),
        ...size,
      };
      if (inside(box, frame) && !taken.some((other) => overlaps(box, other))) return box;
    }
  }
  return null;
}

/** Small boxes along a line of x, y, x, y, …, one every few units: what a label is to lie beside. */
export function boxesAlong(points: readonly number[]): Box[] {
  const boxes: Box[] = [];
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x, y, nextX, nextY] = points.slice(i, i + 4) as [number, number, number, number];
    const pieces = Math.ceil(Math.hypot(nextX - x, nextY - y) / 5);
    for (let k = 0; k < pieces; k += 1)
      boxes.push({ x: x + ((nextX - x) * k) / pieces - 2, y: y + ((nextY - y) * k) / pieces - 2, width: 4, height: 4 });
  }
  return boxes;
}
