/** A table to the arrays that the engine trains on: columns chosen, rows split by a seed, inputs standardized. */

import { permutations } from "../engine/permutation.js";
import type { ArrayData } from "../engine/program.js";
import { DataProblem } from "./problem.js";
import { classesOf, columnAt, MOST_CLASSES, numbersOf, type Table } from "./table.js";

/** What a program says beside `src`. */
export interface TableOptions {
  /** The column to learn; by default one with a name like "label", else the last. */
  target?: string;
  /** The columns that go in; all others by default. */
  features?: readonly string[];
  /** Of one row of inputs; [number of features] by default. */
  shape?: readonly number[];
  /** Inputs, and targets that are values, less their mean and by their deviation over the rows to learn from. */
  standardize?: boolean;
  /** The columns in an order that is drawn by the seed too, after that of the rows. */
  shuffled?: boolean;
  /** So many rows to learn from, the rest validates; four in five by default. */
  train?: number;
  /** Of the split; the program's by default. */
  seed?: number;
}

/** What the loss learns: one of many classes, one of two, or values. */
export type Kind = "classes" | "two" | "values";

export interface Prepared {
  data: ArrayData;
  features: readonly string[];
  target: string;
  /** Null for values. */
  classes: readonly string[] | null;
  rows: number;
  train: number;
}

/** Throws DataProblem, which names row and column where there are any. */
export function prepare(table: Table, options: TableOptions, kind: Kind, seed: number): Prepared {
  if (table.columns.length < 2) throw new DataProblem("dataFewColumns");
  const target = options.target ?? usualTarget(table);
  const at = columnAt(table, target);
  const named = options.features ?? table.columns.filter((_, index) => index !== at);
  const draw = permutations(options.seed ?? seed);
  const order = draw(table.rows.length);
  const features = options.shuffled ? Array.from(draw(named.length), (column) => named[column]!) : named;
  const shape = options.shape ?? [features.length];
  if (shape.reduce((a, b) => a * b, 1) !== features.length)
    throw new DataProblem("dataShape", { found: features.length, shape: shape.join(" × ") });
  const inputs = features.map((name) => numbersOf(table, columnAt(table, name)));
  const classes = kind === "values" ? null : classesOf(table, at, kind === "two" ? 2 : MOST_CLASSES);
  const values = classes ? null : numbersOf(table, at);

  const rows = table.rows.length;
  const train = options.train ?? Math.max(1, Math.round(rows * 0.8));
  if (!Number.isInteger(train) || train < 1 || train > rows) throw new DataProblem("dataTrain", { rows });
  const [learnt, kept] = [order.subarray(0, train), order.subarray(train)];
  if (options.standardize) for (const column of values ? [...inputs, values] : inputs) standardize(column, learnt);

  const side = (chosen: Uint32Array) => ({
    inputs: Float32Array.from({ length: chosen.length * inputs.length }, (_, i) => {
      return inputs[i % inputs.length]![chosen[Math.floor(i / inputs.length)]!]!;
    }),
    targets: classes
      ? Int32Array.from(chosen, (row) => classes.rows[row]!)
      : Float32Array.from(chosen, (row) => values![row]!),
  });
  const data = { ...side(learnt), shape, ...(kept.length > 0 && { validation: side(kept) }) };
  return { data, features, target, classes: classes?.names ?? null, rows, train };
}

const usual = /^(label|class|target|y)$/i;

export function usualTarget({ columns }: Table): string {
  return columns.find((name) => usual.test(name)) ?? columns.at(-1)!;
}

/** In double precision, by the deviation over the rows (not of a sample); a column that never varies becomes zeros. */
function standardize(column: Float64Array, rows: Uint32Array): void {
  let mean = 0;
  for (const row of rows) mean += column[row]! / rows.length;
  let variance = 0;
  for (const row of rows) variance += (column[row]! - mean) ** 2 / rows.length;
  const deviation = Math.sqrt(variance) || 1;
  for (let row = 0; row < column.length; row += 1) column[row] = (column[row]! - mean) / deviation;
}
