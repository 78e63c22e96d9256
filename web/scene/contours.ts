/** Contour lines of a grid of values by marching squares (Lorensen & Cline 1987, in the plane). */

/**
 * Polylines where the grid crosses `level`, x and y in turn in units of cells (0…columns−1, 0…rows−1, row 0 on top),
 * NaN pairs between them. Values sit at the crossings of the grid, edges are cut by linear interpolation.
 */
export function contourLine(values: ArrayLike<number>, columns: number, rows: number, level: number): number[] {
  // Each crossed edge is a number; at most two segments meet there, so segments chain into lines.
  const horizontal = (column: number, row: number) => row * columns + column;
  const vertical = (column: number, row: number) => columns * rows + row * columns + column;
  const links = new Map<number, number[]>();
  const link = (a: number, b: number) => {
    for (const [from, to] of [[a, b], [b, a]] as const) {
      const known = links.get(from);
      if (known) known.push(to);
      else links.set(from, [to]);
    }
  };

  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const first = row * columns + column;
      const upperLeft = values[first]! >= level;
      const upperRight = values[first + 1]! >= level;
      const lowerRight = values[first + columns + 1]! >= level;
      const lowerLeft = values[first + columns]! >= level;
      if (upperLeft === upperRight && upperLeft === lowerRight && upperLeft === lowerLeft) continue;
      const corners = [upperLeft, upperRight, lowerRight, lowerLeft];
      const top = horizontal(column, row);
      const bottom = horizontal(column, row + 1);
      const left = vertical(column, row);
      const right = vertical(column + 1, row);
      const crossed = [
        corners[0] !== corners[1] ? top : -1,
        corners[1] !== corners[2] ? right : -1,
        corners[2] !== corners[3] ? bottom : -1,
        corners[3] !== corners[0] ? left : -1,
      ].filter((edge) => edge >= 0);
      if (crossed.length === 2) link(crossed[0]!, crossed[1]!);
      else if (crossed.length === 4) {
        // A saddle: the cell's middle decides which corners belong together.
        const at = (c: number, r: number) => values[r * columns + c]!;
        const middle = (at(column, row) + at(column + 1, row) + at(column, row + 1) + at(column + 1, row + 1)) / 4;
        if (middle >= level === corners[0]) {
          link(top, right);
          link(bottom, left);
        } else {
          link(top, left);
          link(bottom, right);
        }
      }
    }
  }

  const place = (edge: number): [number, number] => {
    const flat = edge < columns * rows;
    const cell = flat ? edge : edge - columns * rows;
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const here = values[cell]!;
    const there = values[cell + (flat ? 1 : columns)]!;
    const share = (level - here) / (there - here);
    return flat ? [column + share, row] : [column, row + share];
  };

  const out: number[] = [];
  const seen = new Set<number>();
  const follow = (start: number) => {
    if (out.length > 0) out.push(Number.NaN, Number.NaN);
    out.push(...place(start));
    seen.add(start);
    let edge = start;
    for (;;) {
      const next = links.get(edge)!.find((other) => !seen.has(other));
      if (next === undefined) break;
      out.push(...place(next));
      seen.add(next);
      edge = next;
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
