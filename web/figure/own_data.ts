/** Rows that a reader or the page's script brings, in place of those that a figure's programs name. */
import { readCsv } from "../data/csv.js";
import type { Kind, Prepared, TableOptions } from "../data/prepare.js";
import { DataProblem } from "../data/problem.js";
import { isNumbers, type Table, tableOf } from "../data/table.js";
import type { ArrayData, Program } from "../engine/program.js";
import { isObject, SpecError } from "./resolve.js";
import type { DataSource } from "./spec.js";
import type { FigureState } from "./state.js";
import { kindOf, prepareFor } from "./table_source.js";

/** A row of a script's: a list with what to learn at its end, or an object with a field for each column. */
export type DataRow = readonly (number | string | boolean)[] | Readonly<Record<string, number | string | boolean>>;

/** What `figure.data` takes. */
export type OwnData = string | readonly DataRow[] | ArrayData;

export interface Point {
  x: number;
  y: number;
  /** Index of its class; of no meaning where y is to be learnt. */
  label: number;
}

/** Everything in a problem's words becomes the figure's: `name` stands where a spec's path would. */
function told<T>(state: FigureState, name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataProblem)) throw error;
    throw new SpecError(name, error.in(state.lang));
  }
}

/** CSV text, rows or arrays. Throws SpecError. */
export function sourceOf(state: FigureState, data: unknown): DataSource {
  return told(state, "data", () => {
    if (isObject(data) && "inputs" in data) return arraysSource(state, checkedArrays(data as unknown as ArrayData));
    return tableOwn(state, anyTable(data), "data", {}).source;
  });
}

function anyTable(data: unknown): Table {
  if (typeof data === "string") return readCsv(data);
  if (Array.isArray(data)) return tableOf(data);
  throw new DataProblem("dataKind");
}

/** A table as the reader wants it read; `prepared` says what became of it. */
export function tableOwn(
  state: FigureState,
  table: Table,
  name: string,
  options: TableOptions,
): { source: DataSource; prepared: Prepared } {
  const prepared = told(state, name, () => prepareFor(state.program, table, options));
  let [seed, kind, last] = [state.program.seed, kindOf(state.program), prepared];
  const source = own(state, (program) => {
    // Another seed splits anew; another loss may learn the column's values in place of its classes.
    if (program.seed !== seed || kindOf(program) !== kind)
      [seed, kind, last] = [
        program.seed,
        kindOf(program),
        told(state, name, () => prepareFor(program, table, options)),
      ];
    return last.data;
  });
  return { source, prepared };
}

/** Points of the plane: two inputs and a class each, or an input and the value to learn. All are learnt from. */
export function drawnSource(state: FigureState, points: readonly Point[], plane: DataSource["plane"]): DataSource {
  const kind = kindOf(state.program);
  const learnt = kind === "values";
  const data: ArrayData = {
    inputs: Float32Array.from(learnt ? points.map(({ x }) => x) : points.flatMap(({ x, y }) => [x, y])),
    targets: learnt ? Float32Array.from(points, ({ y }) => y) : Int32Array.from(points, ({ label }) => label),
    shape: [learnt ? 1 : 2],
  };
  return { ...own(state, () => data), ...(plane && { plane }) };
}

function arraysSource(state: FigureState, data: ArrayData): DataSource {
  return own(state, () => data);
}

/** Rows and columns are named as a reader counts them, from 1. */
function checkedArrays(data: ArrayData): ArrayData {
  const width = Array.from(data.shape ?? []).reduce((a, b) => a * b, 1) || 1;
  const check = (values: unknown, input: boolean): void => {
    if (!Array.isArray(values) && !isNumbers(values)) return;
    for (let i = 0; i < values.length; i += 1) {
      const value: unknown = values[i];
      if (typeof value === "number" ? Number.isFinite(value) : Array.isArray(value)) continue;
      if (input)
        throw new DataProblem("dataInput", {
          row: Math.floor(i / width) + 1,
          column: (i % width) + 1,
          value: String(value),
        });
      throw new DataProblem("dataTarget", { row: i + 1, value: String(value) });
    }
  };
  for (const { inputs, targets } of data.validation ? [data, data.validation] : [data]) {
    check(inputs, true);
    check(targets, false);
  }
  return structuredClone(data);
}

function own(state: FigureState, dataFor: (program: Program) => ArrayData): DataSource {
  const { source } = state.spec;
  return {
    own: true,
    under: source?.own ? source.under : source,
    place: (program) => {
      if (program.surface) throw new SpecError("data", "this figure descends a surface: it takes no data");
      const data = dataFor(program);
      return withOutputs({ ...program, data: shaped(data, program.data) }, outputsFor(kindOf(program), data, program));
    },
  };
}

/** The rows in the shape that the program's own rows have, where they fill it. */
const shaped = (data: ArrayData, before: Program["data"]): ArrayData => {
  const shape = before && "shape" in before && Array.isArray(before.shape) ? (before.shape as number[]) : data.shape;
  const size = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);
  return size(shape) === size(data.shape) && shape.length !== data.shape.length ? { ...data, shape } : data;
};

/** As many outputs as there are classes, or values in a row; null where the loss itself says how many. */
function outputsFor(kind: Kind, data: ArrayData, program: Program): number | null {
  if (kind === "two") return null;
  const targets = data.targets.length;
  if (kind === "values") return Math.max(1, Math.round((targets * size(data)) / data.inputs.length));
  let largest = 0;
  for (const target of [data.targets, data.validation?.targets ?? []].flatMap((each) =>
    Array.from(each as ArrayLike<number>),
  ))
    largest = Math.max(largest, target);
  // Points drawn by hand begin with one class: the figure's own outputs stay until there are more.
  const last = program.model?.at(-1)?.out_features;
  return data.validation || typeof last !== "number" ? Math.max(2, largest + 1) : Math.max(last, largest + 1);
}

const size = ({ shape }: ArrayData): number => shape.reduce((a, b) => a * b, 1);

/** A last linear layer gives so many numbers. */
function withOutputs(program: Program, outputs: number | null): Program {
  const { model } = program;
  const last = model?.at(-1);
  if (outputs === null || !model || last?.type !== "Linear" || last.out_features === outputs) return program;
  return { ...program, model: [...model.slice(0, -1), { ...last, out_features: outputs }] };
}
