/** A figure's numbers as tables: its history, and what its views measured. */
import type { ProbeResult } from "../../engine/program.js";
import type { Curves, FigureState } from "../state.js";

export type HistoryQuantity = Exclude<keyof Curves, "step"> | "batchLoss";

export interface HistoryTable {
  /** Behind the step: one column per run and quantity that has a number. */
  columns: { run: number; quantity: HistoryQuantity }[];
  /** The step, then a value per column; NaN where there is none. */
  rows: number[][];
}

const EVALUATED = ["trainLoss", "validationLoss", "trainAccuracy", "validationAccuracy", "penalty"] as const;

/** `batches`: also the steps at which nothing was evaluated, with their batch's loss. */
export function historyTable({ runs }: FigureState, batches: boolean): HistoryTable {
  const columns = runs.flatMap(({ curves, program }, run) => {
    const found = EVALUATED.filter(
      (name) =>
        !program.surface && curves[name].some((value) => Number.isFinite(value) && (name !== "penalty" || value !== 0)),
    );
    const alone = batches || program.surface ? (["batchLoss"] as const) : [];
    return [...found, ...alone].map((quantity) => ({ run, quantity }));
  });
  const rows = new Map<number, number[]>();
  columns.forEach(({ run, quantity }, column) => {
    const { curves, batches: every } = runs[run]!;
    const [steps, values] = quantity === "batchLoss" ? [every.step, every.loss] : [curves.step, curves[quantity]];
    steps.forEach((step, index) => {
      if (!rows.has(step))
        rows.set(
          step,
          columns.map(() => Number.NaN),
        );
      rows.get(step)![column] = values[index]!;
    });
  });
  return {
    columns,
    rows: [...rows].sort(([a], [b]) => a - b).map(([step, values]) => [step, ...values]),
  };
}

/** Every number of a measurement with its place in its array: "2, 5". */
export function measuredRows(answer: ProbeResult): { name: string; place: string; value: number }[] {
  return Object.entries(answer).flatMap(([name, { shape, data }]) =>
    Array.from(data, (value, index) => ({ name, place: placeOf(index, shape), value })),
  );
}

function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = index;
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return place.join(", ");
}

/** RFC 4180: commas, quotes doubled, lines ended by CRLF; no number is an empty field. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) => {
    if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
    return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}
