/** What the outside sees of a figure: the element's `snapshot` and the `detail` of its events. */
import { builderGoals } from "./goal.js";
import type { GoalSpec, Variables } from "./spec.js";
import type { FigureState, FigureStatus, RunState } from "./state.js";

export interface RunReport {
  name: string;
  status: "running" | "diverged" | "failed";
  step: number;
  /** The last batch's loss, penalty included; NaN before the first step. */
  loss: number;
  /** At the last evaluation; NaN before the first. */
  trainLoss: number;
  validationLoss: number;
  /** The lowest so far; where it is clearly below the last, the curve has turned up. */
  lowestValidationLoss: number;
  penalty: number;
  /** Of the validation split, 0 to 1; null for regression, on a surface and before the first evaluation. */
  accuracy: number | null;
  trainAccuracy: number | null;
  /** On a 2-D surface: where the run is. */
  position?: [x: number, y: number];
  diverged?: { step: number; layer: string };
}

export interface FigureSnapshot {
  name: string;
  status: FigureStatus;
  suspended: boolean;
  step: number;
  epoch: number;
  seed: number;
  variables: Variables;
  runs: RunReport[];
  /** The figure's goal, if it has one, and the step of the evaluation that met it. */
  goal?: { label: string; met: boolean; step?: number };
  /** Several goals, where it has them; in the detail of `livefig:goal` the one that was met stands as `goal` too. */
  goals?: { label: string; met: boolean; step?: number }[];
  message?: string;
}

/** Before the spec has arrived. */
export const LOADING: FigureSnapshot = {
  name: "",
  status: "loading",
  suspended: false,
  step: 0,
  epoch: 0,
  seed: 0,
  variables: {},
  runs: [],
};

const last = (column: readonly number[]): number => column.at(-1) ?? Number.NaN;
const lowest = (column: readonly number[]): number =>
  column.reduce((least, value) => (value < least || Number.isNaN(least) ? value : least), Number.NaN);
const share = (column: readonly number[]): number | null => (Number.isFinite(last(column)) ? last(column) : null);

function report(run: RunState): RunReport {
  const [x, y] = run.path.slice(-2);
  return {
    name: run.name,
    status: run.status,
    step: run.step,
    loss: run.loss,
    trainLoss: last(run.curves.trainLoss),
    validationLoss: last(run.curves.validationLoss),
    lowestValidationLoss: lowest(run.curves.validationLoss),
    penalty: last(run.curves.penalty),
    accuracy: share(run.curves.validationAccuracy),
    trainAccuracy: share(run.curves.trainAccuracy),
    ...(x !== undefined && y !== undefined ? { position: [x, y] } : {}),
    ...(run.diverged ? { diverged: run.diverged } : {}),
  };
}

function reportGoals({ spec, goalAt, metAt }: FigureState): Pick<FigureSnapshot, "goal" | "goals"> {
  const told = ({ label }: GoalSpec, step: number | undefined) =>
    step === undefined ? { label, met: false } : { label, met: true, step };
  if (spec.goal) return { goal: told(spec.goal, goalAt) };
  const several = builderGoals(spec);
  return several.length === 0 ? {} : { goals: several.map((goal, index) => told(goal, metAt?.[index])) };
}

export function takeSnapshot(state: FigureState): FigureSnapshot {
  return {
    name: state.spec.name,
    status: state.status,
    suspended: state.suspended,
    step: state.step,
    epoch: Math.max(0, ...state.runs.map(({ epoch }) => epoch)),
    seed: state.seed,
    variables: state.variables,
    runs: state.runs.map(report),
    ...reportGoals(state),
    ...(state.message === undefined ? {} : { message: state.message }),
  };
}
