/** A figure's goal: judged at every evaluation, met once, forgotten at a new start. */
import { describe, expect, test } from "vitest";
import { holds } from "../../../web/figure/goal.js";
import { takeSnapshot } from "../../../web/figure/snapshot.js";
import type { ConditionSpec, FigureSpec } from "../../../web/figure/spec.js";
import { goalStatement } from "../../../web/figure/statement.js";
import { applySnapshot, createState, resetState, setVariable } from "../../../web/figure/update.js";
import { validateSpec } from "../../../web/figure/validate.js";
import { dropout, snapshotAt } from "./sample.js";

const label = "below 0.4";
// The sample's losses are 2 / (1 + step), and 1 more for "with dropout".
const low = { run: "plain", quantity: "validationLoss", below: 0.4 } as const;
const withGoal = (condition: ConditionSpec): FigureSpec => ({ ...dropout, goal: { ...condition, label } });
const played = (condition: ConditionSpec, ...parts: number[][]) =>
  parts.reduce(
    (state, steps) => applySnapshot(state, snapshotAt(steps.at(-1)!, steps)),
    createState(withGoal(condition)),
  );

describe("a condition", () => {
  const state = played(low, [0, 5, 10]);
  test.each<[string, ConditionSpec, boolean]>([
    ["below", low, true],
    ["above", { run: "plain", quantity: "validationLoss", above: 0.4 }, false],
    ["between", { ...low, above: 0.1 }, true],
    ["below another", { ...low, below: { run: "with dropout", quantity: "validationLoss" } }, true],
    ["above another", { ...low, below: undefined, above: { run: "with dropout", quantity: "trainLoss.min" } }, false],
    ["of the figure", { quantity: "step", above: 9 }, true],
    ["on a variable", { quantity: "var.p", is: 0.5 }, true],
    ["on a word", { quantity: "leader.validationLoss", is: "plain" }, true],
    ["by an earlier step", { ...low, by: { step: 9 } }, false],
    ["from a later step", { ...low, from: { step: 11 } }, false],
    ["all", { all: [low, { quantity: "var.width", is: 64 }] }, false],
    ["any", { any: [low, { quantity: "var.width", is: 64 }] }, true],
    ["on what does not exist yet", { run: "plain", quantity: "divergedAt", above: 0 }, false],
  ])("%s", (_, condition, answer) => {
    expect(holds(state, condition)).toBe(answer);
  });
});

describe("judging", () => {
  test("finds the evaluation that met it, however the snapshots were cut", () => {
    expect(played(low, [0, 2, 4, 6, 8]).goalAt).toBe(6);
    expect(played(low, [0], [2], [4, 6], [8]).goalAt).toBe(6);
    expect(played(low, [0, 2], [4]).goalAt).toBeUndefined();
  });

  test("waits for the runs that have not been evaluated there yet", () => {
    const ahead = snapshotAt(8, [0, 2, 4, 6, 8]);
    const behind = snapshotAt(8, [0, 2]).runs[1]!;
    const state = applySnapshot(createState(withGoal(low)), { ...ahead, runs: [ahead.runs[0]!, behind] });
    expect(state.goalAt).toBeUndefined();
    expect(applySnapshot(state, snapshotAt(8, [4, 6, 8])).goalAt).toBe(6);
  });

  test("stays met while the numbers change, and is forgotten at step 0", () => {
    const met = played({ ...low, above: 0.2 }, [0, 5], [100]);
    expect(met.goalAt).toBe(5);
    const again = resetState(met);
    expect(again.goalAt).toBeUndefined();
    expect(applySnapshot(again, snapshotAt(5, [0, 5])).goalAt).toBe(5);
  });

  test("goes by the values that were set when the evaluation came", () => {
    const condition = { all: [low, { quantity: "var.p", is: 0.7 }] };
    expect(applySnapshot(setVariable(played(condition, [0, 10]), "p", 0.7), snapshotAt(15, [15])).goalAt).toBe(15);
  });

  test("is told by the snapshot, and as a statement without an actor", () => {
    const met = played(low, [0, 5]);
    expect(takeSnapshot(met).goal).toEqual({ label, met: true, step: 5 });
    expect(takeSnapshot(played(low, [0])).goal).toEqual({ label, met: false });
    expect(takeSnapshot(createState(dropout)).goal).toBeUndefined();
    const statement = goalStatement(
      met,
      { goal: met.spec.goal!, step: 5 },
      "https://course.example/04",
      "en",
      new Date(0),
    );
    expect(statement).toMatchObject({
      verb: { id: "http://adlnet.gov/expapi/verbs/passed" },
      object: { id: "https://course.example/04", definition: { description: { en: label } } },
      result: { success: true, extensions: { "urn:livefig:seed": 7, "urn:livefig:step": 5 } },
      timestamp: "1970-01-01T00:00:00.000Z",
    });
    expect(statement).not.toHaveProperty("actor");
  });
});

describe("a goal in a spec", () => {
  const mistakes = (goal: unknown) => validateSpec({ ...dropout, goal }, "f.json").mistakes;
  test.each<[string, unknown, string]>([
    ["without words", low, "f.json: goal.label: is missing"],
    ["without a comparison", { label, quantity: "step" }, "f.json: goal: must say below, above or is"],
    ["with another field", { label, ...low, under: 3 }, "f.json: goal.under: unknown field"],
    ["of nothing", { label, all: [] }, "f.json: goal.all: must have at least one condition"],
    ["wrong inside", { label, any: [low, { quantity: 3, is: 1 }] }, "f.json: goal.any[1].quantity: must be a string"],
    ["by no step", { label, ...low, by: 3 }, "f.json: goal.by: must be an object, not 3"],
    ["on no run", { label, ...low, run: "deep" }, 'f.json: goal.quantity: {runs.deep.validationLoss}: no run "deep"'],
    [
      "below nothing",
      { label, all: [{ ...low, below: { quantity: "los" } }] },
      "f.json: goal.all[0].below.quantity: {los} means nothing",
    ],
  ])("%s is refused", (_, goal, message) => {
    expect(
      mistakes(goal).some((mistake) => mistake.startsWith(message)),
      mistakes(goal).join("\n"),
    ).toBe(true);
  });

  test("that is right is taken", () => {
    expect(mistakes({ label, any: [low, { all: [{ quantity: "var.p", above: 0.1 }] }] })).toEqual([]);
  });
});
