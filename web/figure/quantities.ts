/** The values that a readout can name, read from a state by path: `runs.plain.validationLoss.min`. */
import type { Program } from "../engine/program.js";
import { learntFrom, parameterCount } from "./layer_sizes.js";
import { SpecError, variableOf } from "./resolve.js";
import type { Curves, FigureState, RunState } from "./state.js";
import { lowestBeforeTurn } from "./turn.js";

export type Reading = number | string | boolean;

const COLUMNS = ["trainLoss", "validationLoss", "trainAccuracy", "validationAccuracy", "penalty"] as const;
type Column = (typeof COLUMNS)[number];
const isColumn = (name: string): name is Column => (COLUMNS as readonly string[]).includes(name);
const higherIsBetter = (column: Column): boolean => column.endsWith("Accuracy");

/** "with dropout" is named `with-dropout` in a path. */
export function runKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** Undefined while there is no such number (yet). Throws SpecError for a name that can never mean anything. */
export function readQuantity(state: FigureState, path: string): Reading | undefined {
  const [head = "", ...rest] = path.split(".");
  switch (head) {
    case "step":
    case "status":
    case "seed":
      return rest.length === 0 ? state[head] : unknown(path);
    case "epoch":
      return Math.max(0, ...state.runs.map((run) => run.epoch));
    case "var": {
      const value = variableOf(rest.join("."), state.variables, "readout");
      return typeof value === "object" ? value.join(", ") : value;
    }
    case "runs":
      return ofRun(findRun(state, rest[0] ?? "", path), rest.slice(1), path);
    case "leader":
    case "gap":
      return compare(state.runs, head, rest, path);
    default:
      return unknown(path);
  }
}

function unknown(path: string): never {
  throw new SpecError(
    "readout",
    `{${path}} means nothing; values are step, epoch, status, seed, var.…, runs.…, leader.…, gap.…`,
  );
}

function findRun(state: FigureState, key: string, path: string): RunState {
  const run = /^\d+$/.test(key) ? state.runs[Number(key)] : state.runs.find(({ name }) => runKey(name) === key);
  if (run) return run;
  throw new SpecError(
    "readout",
    `{${path}}: no run "${key}"; there are ${state.runs.map(({ name }) => runKey(name)).join(", ")}`,
  );
}

function ofRun(run: RunState, [quantity = "", aspect, ...more]: string[], path: string): Reading | undefined {
  if (quantity === "program") return ofProgram(run.program, aspect === undefined ? [] : [aspect, ...more], path);
  if (more.length > 0) unknown(path);
  if (isColumn(quantity)) return ofColumn(run.curves, quantity, aspect, path);
  if (aspect !== undefined) unknown(path);
  switch (quantity) {
    case "name":
    case "status":
    case "step":
    case "epoch":
      return run[quantity];
    case "loss":
      return finite(run.loss);
    case "parameters":
      return parameterCount(run.program);
    case "learns":
      return run.program.data && learntFrom(run.program.data).count;
    case "x":
      return finite(run.path.at(-2));
    case "y":
      return finite(run.path.at(-1));
    case "divergedAt":
      return run.diverged?.step;
    case "divergedIn":
      return run.diverged?.layer;
    default:
      return unknown(path);
  }
}

/** What a program says at a place: `program.data.name`; undefined where it says nothing. */
function ofProgram(program: Program, places: readonly string[], path: string): Reading | undefined {
  if (places.length === 0) unknown(path);
  let value: unknown = program;
  for (const place of places) value = (value as Record<string, unknown> | null | undefined)?.[place];
  return ["number", "string", "boolean"].includes(typeof value) ? (value as Reading) : undefined;
}

function ofColumn(curves: Curves, column: Column, aspect: string | undefined, path: string): number | undefined {
  const values = curves[column];
  switch (aspect) {
    case undefined:
      return finite(values.at(-1));
    case "first":
      return finite(values[0]);
    case "min":
    case "max":
      return finite(values[extreme(values, aspect)]);
    case "minStep":
      return curves.step[extreme(values, "min")];
    case "maxStep":
      return curves.step[extreme(values, "max")];
    case "turnedUp":
      return lowestBeforeTurn(curves.step, values)?.step;
    default:
      return unknown(path);
  }
}

function extreme(values: readonly number[], which: "min" | "max"): number {
  let best = -1;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const than = values[best] ?? Number.NaN;
    if (best < 0 || (which === "min" ? value < than : value > than)) best = index;
  });
  return best;
}

function compare(
  runs: readonly RunState[],
  what: "leader" | "gap",
  [column = "", ...more]: string[],
  path: string,
): Reading | undefined {
  const read = isColumn(column)
    ? (run: RunState) => run.curves[column].at(-1)
    : column === "loss"
      ? (run: RunState) => run.loss
      : unknown(path);
  if (more.length > 0) unknown(path);
  const sign = isColumn(column) && higherIsBetter(column) ? -1 : 1;
  const known = runs.flatMap((run) => {
    const value = run.status === "running" ? finite(read(run)) : undefined;
    return value === undefined ? [] : [{ name: run.name, value: sign * value }];
  });
  known.sort((a, b) => a.value - b.value);
  const [best, second] = known;
  const worst = known.at(-1);
  if (!best || !second || !worst) return undefined;
  if (what === "gap") return worst.value - best.value;
  return best.value < second.value ? best.name : undefined;
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
