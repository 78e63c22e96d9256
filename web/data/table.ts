/** A table: rows of cells under named columns, each row with the number that its author counts it by. */
import { DataProblem, short } from "./problem.js";

export interface Row {
  /** From 1: in a spreadsheet the row of the names counts too. */
  at: number;
  cells: readonly (string | number)[];
}

export interface Table {
  columns: readonly string[];
  /** Each as long as `columns`. */
  rows: readonly Row[];
}

/** What a page can train on at once; a run's memory is the engine's to refuse. */
export const MOST_CELLS = 2_000_000;

/** Rows as a script has them: lists, or objects with the same fields. Throws DataProblem. */
export function tableOf(rows: readonly unknown[]): Table {
  const [first] = rows;
  if (first === undefined) throw new DataProblem("dataEmpty");
  const lists = Array.isArray(first) || isNumbers(first);
  const columns = lists
    ? Array.from(first as ArrayLike<unknown>, (_, index) => String(index + 1))
    : Object.keys(typeof first === "object" && first !== null ? first : {});
  if (columns.length * rows.length > MOST_CELLS) throw new DataProblem("dataTooLarge", { most: MOST_CELLS });
  return { columns, rows: rows.map((row, index) => rowOf(row, index + 1, columns, lists)) };
}

function rowOf(row: unknown, at: number, columns: readonly string[], lists: boolean): Row {
  if (lists ? !(Array.isArray(row) || isNumbers(row)) : typeof row !== "object" || row === null || Array.isArray(row))
    throw new DataProblem(lists ? "dataNoList" : "dataNoObject", { row: at });
  const found = lists
    ? Array.from(row as ArrayLike<unknown>)
    : columns.map((column) => (row as Record<string, unknown>)[column]);
  if (found.length !== columns.length)
    throw new DataProblem("dataRagged", { row: at, found: found.length, expected: columns.length });
  const cells = found.map((cell, index) => {
    if (typeof cell === "string" || typeof cell === "number") return cell;
    if (typeof cell === "boolean") return Number(cell);
    if (cell === undefined || cell === null) return "";
    throw new DataProblem("dataNotNumber", { row: at, column: columns[index]!, value: short(JSON.stringify(cell)) });
  });
  return { at, cells };
}

export function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Throws DataProblem with the columns that there are. */
export function columnAt({ columns }: Table, name: string): number {
  const at = columns.indexOf(name);
  if (at < 0) throw new DataProblem("dataNoColumn", { column: short(name), columns: columns.join(", ") });
  return at;
}

/** Has it a number anywhere? Where only some cells are none, that is a mistake to be told, not a column to leave out. */
export function holdsNumbers(table: Table, column: number): boolean {
  return table.rows.some(({ cells }) => numberIn(cells[column]!) !== undefined);
}

/** A column's numbers. Throws DataProblem that names row and column. */
export function numbersOf(table: Table, column: number): Float64Array {
  return Float64Array.from(table.rows, ({ at, cells }) => {
    const cell = cells[column]!;
    const where = { row: at, column: table.columns[column]! };
    if (cell === "") throw new DataProblem("dataCellEmpty", where);
    const value = numberIn(cell);
    if (value === undefined) throw new DataProblem("dataNotNumber", { ...where, value: short(cell) });
    return value;
  });
}

/** A finite number as people write it: no hexadecimal, no Infinity. */
export function numberIn(cell: string | number): number | undefined {
  const value = typeof cell === "number" || /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) ? Number(cell) : NaN;
  return Number.isFinite(value) && Number.isFinite(Math.fround(value)) ? value : undefined;
}

/** More are hardly meant as classes. */
export const MOST_CLASSES = 100;

/** A column's classes, in the order of their numbers or their letters, and each row's. Throws DataProblem. */
export function classesOf(table: Table, column: number, most: number): { names: string[]; rows: Int32Array } {
  const name = table.columns[column]!;
  const found = new Set<string>();
  for (const { at, cells } of table.rows) {
    if (cells[column] === "") throw new DataProblem("dataCellEmpty", { row: at, column: name });
    found.add(classOf(cells[column]!));
  }
  if (found.size > MOST_CLASSES)
    throw new DataProblem("dataManyClasses", { column: name, count: found.size, most: MOST_CLASSES });
  const numeric = [...found].every((each) => numberIn(each) !== undefined);
  const names = [...found].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
  if (names.length < 2) throw new DataProblem("dataOneClass", { column: name, value: short(names[0]) });
  if (names.length > most)
    throw new DataProblem("dataTwoClasses", { column: name, count: names.length, classes: short(names.join(", ")) });
  const at = new Map(names.map((each, index) => [each, index]));
  return { names, rows: Int32Array.from(table.rows, ({ cells }) => at.get(classOf(cells[column]!))!) };
}

/** "1" and "1.0" are one class. */
const classOf = (cell: string | number): string => String(numberIn(cell) ?? cell);
