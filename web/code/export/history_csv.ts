/** The history of runs as a CSV table: one row a recorded step of a run, evaluations where there were any. */
import type { HistoryColumns } from "../../engine/module.js";
import type { CurveChunk } from "../../engine/session_types.js";

export interface RunHistory {
  name: string;
  history: HistoryColumns;
  /** Both splits at the steps at which they were evaluated. */
  evaluations?: Readonly<Record<keyof CurveChunk, ArrayLike<number>>>;
}

const everyStep = ["epoch", "lr", "loss", "penalty", "x", "y"] as const;
const evaluated = ["train_loss", "validation_loss", "train_accuracy", "validation_accuracy"] as const;
type Column = (typeof everyStep)[number] | (typeof evaluated)[number];
type Row = Partial<Record<Column, number>>;

/**
 * Columns: run, step, epoch, lr, loss (the batch's, before that step's update, penalty included), penalty, and of both
 * splits loss and accuracy; x and y on a surface. A cell is empty where nothing was measured.
 */
export function historyCsv(runs: readonly RunHistory[]): string {
  const tables = runs.map((run) => [run.name, rowsOf(run)] as const);
  const used = ([...everyStep, ...evaluated] as Column[]).filter((column) =>
    tables.some(([, rows]) => [...rows.values()].some((row) => row[column] !== undefined)),
  );
  const lines = [["run", "step", ...used]];
  for (const [name, rows] of tables)
    for (const step of [...rows.keys()].sort((a, b) => a - b))
      lines.push([quoted(name), String(step), ...used.map((column) => written(rows.get(step)?.[column]))]);
  return `${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

function rowsOf({ history, evaluations }: RunHistory): Map<number, Row> {
  const rows = new Map<number, Row>();
  const at = (step: number): Row => {
    let row = rows.get(step);
    if (!row) rows.set(step, (row = {}));
    return row;
  };
  const columns = { ...history, loss: history.trainLoss };
  for (let i = 0; i < history.step.length; i++)
    for (const name of everyStep) if (columns[name]) at(history.step[i])[name] = columns[name][i];
  if (!evaluations) return rows;
  const of = {
    train_loss: evaluations.trainLoss,
    validation_loss: evaluations.validationLoss,
    train_accuracy: evaluations.trainAccuracy,
    validation_accuracy: evaluations.validationAccuracy,
  };
  for (let i = 0; i < evaluations.step.length; i++)
    for (const name of evaluated) if (!Number.isNaN(of[name][i])) at(evaluations.step[i])[name] = of[name][i];
  return rows;
}

/** A field with a comma, a quote or a line's end stands in quotes (RFC 4180). */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The shortest decimal that is this float32 again. */
function written(value: number | undefined): string {
  if (value === undefined) return "";
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
