/**
 * Rows that scikit-learn ships too: what a script has to write to have the same arrays, in place of thousands of
 * numbers, and how they are made again when a script says other numbers.
 */
import type { ArrayData } from "../engine/program.js";

/** scikit-learn's functions whose rows a file may hold, with the name of what they give in a script. */
export const loaders: Readonly<Record<string, { variable: string; rows: number; columns: number }>> = {
  load_breast_cancer: { variable: "cancer", rows: 569, columns: 30 },
  load_iris: { variable: "iris", rows: 150, columns: 4 },
  load_wine: { variable: "wine", rows: 178, columns: 13 },
};

/** How the arrays are made of the loader's rows. */
export interface RowForm {
  loader: string;
  standardize: boolean;
  shuffled: boolean;
  shape: readonly number[];
}
export interface RowOrigin extends RowForm {
  train: number;
  seed: number;
  /** The same with other numbers. */
  remake(train: number, seed: number): ArrayData;
}

const origins = new WeakMap<object, RowOrigin>();
/** Of all arrays that were made, for whoever reads a script. */
const forms = new Map<string, RowOrigin>();

export function originOf(data: object | undefined): RowOrigin | undefined {
  return data && origins.get(data);
}

/** Says where arrays are from; a copy of them is from there too. */
export function noteOrigin<T extends object>(data: T, origin: RowOrigin | undefined): T {
  if (!origin) return data;
  origins.set(data, origin);
  const { loader, standardize, shuffled, shape } = origin;
  forms.set(JSON.stringify([loader, standardize, shuffled, shape]), origin);
  return data;
}

export const knownForms = (): readonly RowOrigin[] => [...forms.values()];
