/** Contour lines of a grid of values by marching squares (Lorensen & Cline 1987, in the plane). */

/**
 * For each level (ascending) the polylines where the grid crosses it, x and y in turn in units of cells (0…columns−1,
 * 0…rows−1, row 0 on top), NaN pairs between them. Values sit at the grid's crossings, edges are cut by linear
 * interpolation. One pass over the cells, whatever the number of levels.
 */
export function contourLines(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  levels: readonly number[],
): number[][] {
  // Each crossed edge is a number; at most two segments meet there, so segments chain into lines.
  const links = levels.map((): Links => new Map());
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const first = row * columns + column;
      const a = values[first]!;
      const b = values[first + 1]!;
      const c = values[first + columns + 1]!;
      const d = values[first + columns]!;
      const low = Math.min(a, b, c, d);
      const high = Math.max(a, b, c, d);
      for (let k = firstAbove(levels, low); k < levels.length && levels[k]! <= high; k++) {
        linkCell(links[k]!, first, columns, columns * rows, [a, b, c, d], levels[k]!);
      }
    }
  }
  return levels.map((level, k) => chain(links[k]!, (edge) => crossing(edge, values, columns, rows, level)));
}

type Links = Map<number, number[]>;

function firstAbove(levels: readonly number[], value: number): number {
  let [from, to] = [0, levels.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (levels[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Corners clockwise from the upper left. A horizontal edge has its left end's number, a vertical one its upper end's, plus `cells`. */
function linkCell(
  links: Links,
  first: number,
  columns: number,
  cells: number,
  corners: readonly number[],
  level: number,
): void {
  const above = corners.map((value) => value >= level);
  const edges = [first, cells + first + 1, first + columns, cells + first];
  const crossed = edges.filter((_, side) => above[side] !== above[(side + 1) % 4]);
  const link = (from: number, to: number) => {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const known = links.get(one);
      if (known) known.push(other);
      else links.set(one, [other]);
    }
  };
  if (crossed.length === 2) link(crossed[0]!, crossed[1]!);
  if (crossed.length < 4) return;
  // A saddle: the cell's middle decides which corners belong together.
  const [top, right, bottom, left] = edges as [number, number, number, number];
  const middle = corners.reduce((sum, value) => sum + value, 0) / 4;
  const joined = middle >= level === above[0];
  link(top, joined ? right : left);
  link(bottom, joined ? left : right);
}

function crossing(
  edge: number,
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  level: number,
): [number, number] {
  const flat = edge < columns * rows;
  const cell = flat ? edge : edge - columns * rows;
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  const share = (level - values[cell]!) / (values[cell + (flat ? 1 : columns)]! - values[cell]!);
  return flat ? [column + share, row] : [column, row + share];
}

/** Open lines from their ends first, then the rings. */
function chain(links: Links, place: (edge: number) => [number, number]): number[] {
  const out: number[] = [];
  const seen = new Set<number>();
  const follow = (start: number) => {
    if (out.length > 0) out.push(Number.NaN, Number.NaN);
    out.push(...place(start));
    seen.add(start);
    let edge = start;
    for (let next: number | undefined = start; ; edge = next) {
      next = links.get(edge)!.find((other) => !seen.has(other));
      if (next === undefined) break;
      out.push(...place(next));
      seen.add(next);
    }
    // A ring ends where it began.
    if (edge !== start && links.get(edge)!.length === 2 && links.get(edge)!.includes(start)) out.push(...place(start));
  };
  for (const [edge, neighbours] of links) if (neighbours.length === 1 && !seen.has(edge)) follow(edge);
  for (const edge of links.keys()) if (!seen.has(edge)) follow(edge);
  return out;
}

/**
 * `count` levels between low and high, evenly spaced in the logarithm of the height above the lowest, four decades deep,
 * and as many more as the same spacing needs to reach `beyond`.
 */
export function logLevels(low: number, high: number, count: number, beyond = high): number[] {
  if (!(high > low)) return [];
  const span = Math.log(1e4);
  const levels: number[] = [];
  for (let k = 0; ; k++) {
    const height = (high - low) * Math.exp(((k + 0.5) / count - 1) * span);
    if (k >= count && low + height > beyond) return levels;
    levels.push(low + height);
  }
}
