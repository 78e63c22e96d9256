/** Rows from CSV files that a spec's programs name by `src`: read once, turned into arrays for each program that asks. */
import { readCsv } from "../data/csv.js";
import { type Kind, type Prepared, prepare, type TableOptions } from "../data/prepare.js";
import { DataProblem } from "../data/problem.js";
import type { Table } from "../data/table.js";
import type { ArrayData, Program } from "../engine/program.js";
import { isObject, join, SpecError } from "./resolve.js";
import { loaders, noteOrigin, type RowOrigin } from "./row_origin.js";
import type { DataSource } from "./spec.js";
import { checkFields, type Fields } from "./spec_fields.js";

/** A program's `data` that names a file. */
export const TABLE: Fields = {
  src: { kind: "string" },
  target: { kind: "string", optional: true },
  features: { kind: "list", optional: true },
  shape: { kind: "list", optional: true },
  standardize: { kind: "boolean", optional: true },
  shuffled: { kind: "boolean", optional: true },
  train: { kind: "count", optional: true },
  seed: { kind: "count", optional: true },
  loader: { kind: "string", optional: true },
};

/** What a program says of its rows. */
type TableData = TableOptions & {
  src: string;
  /** scikit-learn's function that gives the same rows: the printed script calls it. */
  loader?: string;
};

/** Of other settings' rows; a slider may ask for many, and ten seeds of several runs for more. */
const MOST_KEPT = 48;

/** `texts` are the files by the `src` that names them. Throws SpecError where one is no table. */
export function tableSource(texts: ReadonlyMap<string, string>): DataSource {
  const tables = new Map([...texts].map(([src, text]) => [src, told(src, "", () => readCsv(text))]));
  const prepared = new Map<string, ArrayData>();
  return {
    place(program, path) {
      const { data } = program as { data?: unknown };
      if (!isObject(data) || !("src" in data)) return program;
      const where = join(path, "data");
      const [mistake] = checkFields(data, TABLE, where);
      if (mistake) throw new SpecError("", mistake);
      const { src, loader, ...options } = data as unknown as TableData;
      for (const [field, type] of [
        ["features", "string"],
        ["shape", "number"],
      ] as const)
        if (options[field]?.some((each: unknown) => typeof each !== type))
          throw new SpecError(join(where, field), `must be a list of ${type}s`);
      const table = tables.get(src);
      if (!table) throw new SpecError(join(where, "src"), `${src} has not been read`);
      if (loader !== undefined) checkLoader(loader, options, table, where);
      const make = (of: TableOptions, seed: number | undefined): ArrayData => {
        // The same rows are the same object: nobody has to compare thousands of numbers.
        const key = JSON.stringify([src, loader, of, kindOf(program), seed]);
        const known = prepared.get(key);
        if (known) return known;
        const made = told(src, where, () => prepareFor({ ...program, seed }, table, of));
        if (prepared.size >= MOST_KEPT) prepared.clear();
        const origin = loader === undefined ? undefined : originFor(loader, of, seed, made.train, make);
        prepared.set(key, noteOrigin(made.data, origin));
        return made.data;
      };
      return { ...program, data: make(options, program.seed) };
    },
  };
}

/** The script takes all columns in the loader's order. */
function checkLoader(loader: string, { features }: TableOptions, table: Table, where: string): void {
  const known = Object.hasOwn(loaders, loader) ? loaders[loader] : undefined;
  const names = Object.keys(loaders).join(", ");
  if (!known) throw new SpecError(join(where, "loader"), `must be one of scikit-learn's ${names}`);
  if (features) throw new SpecError(join(where, "features"), "the loader gives all columns: leave out one of the two");
  if (table.rows.length !== known.rows || table.columns.length !== known.columns + 1)
    throw new SpecError(
      join(where, "loader"),
      `gives ${known.rows} rows of ${known.columns}: this file is another one`,
    );
}

function originFor(
  loader: string,
  options: TableOptions,
  seed: number | undefined,
  train: number,
  make: (options: TableOptions, seed: number | undefined) => ArrayData,
): RowOrigin {
  const { standardize = false, shuffled = false, shape = [loaders[loader]!.columns] } = options;
  return {
    loader,
    standardize,
    shuffled,
    shape,
    train,
    seed: options.seed ?? seed ?? 0,
    remake: (train, seed) => make({ ...options, train, seed }, seed),
  };
}

function told<T>(src: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataProblem)) throw error;
    throw new SpecError(path, `${src}: ${error.message}`);
  }
}

export function prepareFor(program: Program, table: Table, options: TableOptions): Prepared {
  return prepare(table, options, kindOf(program), program.seed ?? 0);
}

/** What a program's loss learns. */
export function kindOf({ loss }: Program): Kind {
  if (loss === undefined || loss.type === "CrossEntropyLoss") return "classes";
  return loss.type === "BCEWithLogitsLoss" ? "two" : "values";
}
