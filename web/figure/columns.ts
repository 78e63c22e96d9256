/** Bounded columns: points are appended without end, memory and drawing time stay the same. */

/** Columns of one table: arrays of equal length by name, `step` among them. */
export type Columns<Name extends string> = Record<Name, number[]> & { step: number[] };

/**
 * Rows to keep so that at most half of `limit` remain, evenly over the steps whatever was thinned before: the first row
 * of each stretch, and the last row. Stretches are powers of two, so that a coarser grid lies on the finer one.
 */
export function keptRows(steps: readonly number[], limit: number): number[] {
  const last = steps.length - 1;
  let stretch = 1;
  while ((steps[last] - steps[0]) / stretch > limit / 2 - 2) stretch *= 2;
  const kept: number[] = [];
  let taken = Number.NaN;
  steps.forEach((step, row) => {
    const bin = Math.floor(step / stretch);
    if (bin === taken && row !== last) return;
    taken = bin;
    kept.push(row);
  });
  return kept;
}

/** New columns: `before`, then those rows of `added` whose step is greater than all before; thinned to `limit`. */
export function appendRows<Name extends string>(
  before: Columns<Name>,
  added: Record<Name | "step", ArrayLike<number>>,
  limit: number,
): Columns<Name> {
  const reached = before.step.at(-1) ?? Number.NEGATIVE_INFINITY;
  let first = 0;
  while (first < added.step.length && (added.step[first] as number) <= reached) first += 1;
  if (first === added.step.length) return before;
  const longer = mapColumns(before, (column, name) => column.concat(Array.from(added[name]).slice(first)));
  if (longer.step.length <= limit) return longer;
  const kept = keptRows(longer.step, limit);
  return mapColumns(longer, (column) => kept.map((row) => column[row] as number));
}

/** Without the rows after `step`. */
export function rowsUntil<Name extends string>(columns: Columns<Name>, step: number): Columns<Name> {
  const end = columns.step.findIndex((at) => at > step);
  return end < 0 ? columns : mapColumns(columns, (column) => column.slice(0, end));
}

function mapColumns<Name extends string>(
  columns: Columns<Name>,
  change: (column: number[], name: Name | "step") => number[],
): Columns<Name> {
  const names = Object.keys(columns) as (Name | "step")[];
  return Object.fromEntries(names.map((name) => [name, change(columns[name], name)])) as Columns<Name>;
}
