/** Rasters as geometry: merged paths per level, finer copies by bilinear interpolation. */

/**
 * One path per level, in units of cells: every level's runs along a row, those that continue straight down merged into
 * one rectangle. `level` answers a whole number for a cell, negative for none.
 */
export function levelPaths(columns: number, rows: number, level: (index: number) => number): Map<number, string> {
  const paths = new Map<number, string>();
  const emit = (key: number, x: number, y: number, width: number, height: number) => {
    paths.set(key, `${paths.get(key) ?? ""}M${x} ${y}h${width}v${height}h${-width}z`);
  };
  // Rectangles still growing downwards, by their left edge, width and level.
  let open = new Map<string, { key: number; x: number; y: number; width: number }>();
  for (let row = 0; row <= rows; row++) {
    const next: typeof open = new Map();
    for (let column = 0; row < rows && column < columns; ) {
      const key = level(row * columns + column);
      const x = column;
      while (column < columns && level(row * columns + column) === key) column++;
      if (key < 0) continue;
      const name = `${x},${column - x},${key}`;
      next.set(name, open.get(name) ?? { key, x, y: row, width: column - x });
    }
    for (const [name, { key, x, y, width }] of open) if (!next.has(name)) emit(key, x, y, width, row - y);
    open = next;
  }
  return paths;
}

export interface Raster {
  columns: number;
  rows: number;
  values: Float32Array;
}

/** `factor` times finer; values belong to cell middles and hold beyond the outermost ones. */
export function refine(values: ArrayLike<number>, columns: number, rows: number, factor: number): Raster {
  const [fineColumns, fineRows] = [columns * factor, rows * factor];
  const fine = new Float32Array(fineColumns * fineRows);
  for (let row = 0; row < fineRows; row++) {
    const v = Math.min(Math.max((row + 0.5) / factor - 0.5, 0), rows - 1);
    const above = Math.min(Math.floor(v), Math.max(rows - 2, 0));
    const below = Math.min(above + 1, rows - 1);
    for (let column = 0; column < fineColumns; column++) {
      const u = Math.min(Math.max((column + 0.5) / factor - 0.5, 0), columns - 1);
      const left = Math.min(Math.floor(u), Math.max(columns - 2, 0));
      const right = Math.min(left + 1, columns - 1);
      const top = values[above * columns + left]! * (1 - u + left) + values[above * columns + right]! * (u - left);
      const bottom = values[below * columns + left]! * (1 - u + left) + values[below * columns + right]! * (u - left);
      fine[row * fineColumns + column] = top * (1 - v + above) + bottom * (v - above);
    }
  }
  return { columns: fineColumns, rows: fineRows, values: fine };
}
