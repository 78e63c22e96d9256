/**
 * A figure's goal: a condition on its numbers, judged at every evaluation, so that the same seed meets it at the same step
 * whatever the clock did. What a quantity is stands in readout.ts.
 */
import { type Reading, readQuantity, runKey } from "./quantities.js";
import { isObject, join, SpecError } from "./resolve.js";
import { rewind } from "./rewind.js";
import type { ComparisonSpec, ConditionSpec, FigureSpec, GoalSpec, QuantitySpec } from "./spec.js";
import { COMPARISON, checkFields, MOMENT, QUANTITY } from "./spec_fields.js";
import type { FigureState } from "./state.js";

/** Everything wrong with a condition's form; `more` are fields that may stand beside it. */
export function checkCondition(value: unknown, path: string, more: readonly string[] = []): string[] {
  if (!isObject(value)) return [`${path}: must be an object`];
  const own = Object.fromEntries(Object.entries(value).filter(([name]) => !more.includes(name)));
  for (const both of ["all", "any"] as const) {
    if (!(both in own)) continue;
    const mistakes = checkFields(own, { [both]: { kind: "list" } }, path);
    if (!Array.isArray(own[both])) return mistakes;
    const list: unknown[] = own[both];
    if (list.length === 0) mistakes.push(`${join(path, both)}: must have at least one condition`);
    return [...mistakes, ...list.flatMap((each, index) => checkCondition(each, join(join(path, both), index)))];
  }
  const mistakes = checkFields(own, COMPARISON, path);
  if (!["below", "above", "is"].some((word) => word in own))
    mistakes.push(`${path}: must say below, above or is; or all or any of several conditions`);
  for (const limit of ["below", "above"]) {
    if (isObject(own[limit])) mistakes.push(...checkFields(own[limit], QUANTITY, join(path, limit)));
  }
  for (const moment of ["from", "by"]) {
    if (own[moment] !== undefined) mistakes.push(...checkFields(own[moment], MOMENT, join(path, moment)));
  }
  return mistakes;
}

/** Throws SpecError where the condition names what no state of this figure can have. */
export function checkQuantities(condition: ConditionSpec, state: FigureState, path = "goal"): void {
  if ("all" in condition || "any" in condition) {
    const [name, list] = "all" in condition ? (["all", condition.all] as const) : (["any", condition.any] as const);
    list.forEach((each, index) => {
      checkQuantities(each, state, join(join(path, name), index));
    });
    return;
  }
  const { below, above } = condition;
  const named = [[path, condition] as const, [`${path}.below`, below] as const, [`${path}.above`, above] as const];
  for (const [place, quantity] of named) {
    if (typeof quantity !== "object") continue;
    try {
      readSide(state, quantity);
    } catch (error) {
      if (error instanceof SpecError) throw new SpecError(`${place}.quantity`, error.problem);
      throw error;
    }
  }
}

/** One side of a comparison; undefined while there is no such number. */
export function readSide(state: FigureState, { run, quantity }: QuantitySpec): Reading | undefined {
  return readQuantity(state, run === undefined ? quantity : `runs.${runKey(run)}.${quantity}`);
}

export function holds(state: FigureState, condition: ConditionSpec): boolean {
  if ("all" in condition) return condition.all.every((each) => holds(state, each));
  if ("any" in condition) return condition.any.some((each) => holds(state, each));
  const { from, by, is } = condition;
  if ((from && state.step < from.step) || (by && state.step > by.step)) return false;
  const value = readSide(state, condition);
  if (value === undefined) return false;
  if (is !== undefined && String(value) !== String(is)) return false;
  return (
    compare(state, condition, "below", (limit) => Number(value) < limit) &&
    compare(state, condition, "above", (limit) => Number(value) > limit)
  );
}

function compare(
  state: FigureState,
  condition: ComparisonSpec,
  name: "below" | "above",
  fits: (limit: number) => boolean,
): boolean {
  const given = condition[name];
  if (given === undefined) return true;
  const limit = typeof given === "number" ? given : readSide(state, given);
  return typeof limit === "number" && fits(limit);
}

/** Several goals, where a figure has them; they stand with what a reader builds with. */
export function builderGoals({ builder }: FigureSpec): readonly GoalSpec[] {
  return builder === true || !builder ? [] : (builder.goals ?? []);
}

/** The state with its new evaluations judged, one by one, up to the last that every living run has. */
export function judgeGoal(state: FigureState): FigureState {
  const { goal } = state.spec;
  const several = builderGoals(state.spec);
  const open = (goal && state.goalAt === undefined) || several.some((_, index) => state.metAt?.[index] === undefined);
  if (!open) return state;
  const judged = state.goalJudged ?? -1;
  const living = state.runs.filter(({ status }) => status === "running");
  const ready = Math.min(state.step, ...living.map(({ curves }) => curves.step.at(-1) ?? -1));
  const steps = new Set(state.runs.flatMap(({ curves }) => curves.step.filter((at) => at > judged && at <= ready)));
  let next = ready > judged ? { ...state, goalJudged: ready } : state;
  for (const step of [...steps].sort((a, b) => a - b)) {
    const then = rewind(
      state,
      step,
      state.runs.map(() => step),
    );
    if (goal && holds(then, goal)) return { ...state, goalAt: step, goalJudged: step };
    several.forEach((each, index) => {
      if (next.metAt?.[index] === undefined && holds(then, each))
        next = { ...next, metAt: { ...next.metAt, [index]: step } };
    });
  }
  return next;
}
