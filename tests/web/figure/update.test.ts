/** The state's pure updates: snapshots, statuses, settings, the way back. */
import { describe, expect, test } from "vitest";
import { appendRows, keptRows } from "../../../web/figure/columns.js";
import { rewind } from "../../../web/figure/rewind.js";
import { takeSnapshot } from "../../../web/figure/snapshot.js";
import {
  applySnapshot,
  createState,
  LIMITS,
  resetState,
  setProgram,
  setSeed,
  settle,
  setVariable,
} from "../../../web/figure/update.js";
import { dropout, snapshotAt } from "./sample.js";

const frozen = <T>(value: T): T => {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};
const fresh = frozen(createState(dropout));

describe("a snapshot", () => {
  test("adds its points and changes nothing of the state before it", () => {
    const one = frozen(applySnapshot(fresh, snapshotAt(5, [0, 5])));
    const two = frozen(applySnapshot(one, snapshotAt(10, [10])));
    expect(fresh.runs[0].curves.step).toEqual([]);
    expect(one.runs[0].curves.step).toEqual([0, 5]);
    expect(two.runs[1].curves.step).toEqual([0, 5, 10]);
    expect(two.runs[1].curves.validationLoss).toHaveLength(3);
    expect(two.step).toBe(10);
  });

  test("of a run that catches up adds no point twice", () => {
    const state = applySnapshot(applySnapshot(fresh, snapshotAt(10, [0, 5, 10])), snapshotAt(12, [5, 10, 12]));
    expect(state.runs[0].curves.step).toEqual([0, 5, 10, 12]);
  });

  test("keeps curves bounded and even over the steps, however long it trains", () => {
    let state = fresh;
    for (let step = 0; step < 20_000; step += 100) {
      state = applySnapshot(
        state,
        snapshotAt(
          step + 99,
          Array.from({ length: 100 }, (_, k) => step + k),
        ),
      );
    }
    const { step } = state.runs[0].curves;
    expect(step.length).toBeLessThanOrEqual(LIMITS.curves);
    expect(step.length).toBeGreaterThan(LIMITS.curves / 4);
    expect([step[0], step.at(-1)]).toEqual([0, 19_999]);
    const gaps = step.slice(1, -1).map((at, row) => at - step[row]);
    expect(Math.max(...gaps)).toBeLessThan(5 * (20_000 / step.length));
  });

  test("removes a probe that failed and keeps the others", () => {
    const answer = { norm: { shape: [1], data: Float32Array.of(1) } };
    const one = applySnapshot(fresh, { ...snapshotAt(1), probes: { a: answer, b: answer } });
    const two = applySnapshot(one, {
      ...snapshotAt(2),
      probes: { b: { code: "invalid_value", where: "probe", message: "no" } },
    });
    expect(Object.keys(two.probes)).toEqual(["a"]);
    expect(two.probes.a).toBe(answer);
  });

  test("thins a surface's path but keeps its ends", () => {
    const path = Float32Array.from({ length: 2 * LIMITS.pathPoints + 2 }, (_, index) => index);
    const snapshot = snapshotAt(1);
    snapshot.runs[0].path = path;
    const thinned = applySnapshot(fresh, snapshot).runs[0].path;
    expect(thinned.length).toBeLessThan(path.length / 1.5);
    expect([...thinned.slice(0, 4), ...thinned.slice(-2)]).toEqual([0, 1, 4, 5, path.length - 2, path.length - 1]);
  });
});

describe("the status", () => {
  test("follows from the numbers and the wish to play", () => {
    expect(settle(fresh, false).status).toBe("ready");
    expect(settle(fresh, true).status).toBe("running");
    const some = applySnapshot(settle(fresh, true), snapshotAt(10));
    expect(some.status).toBe("running");
    expect(settle(some, false).status).toBe("paused");
    expect(applySnapshot(some, snapshotAt(400)).status).toBe("finished");
  });

  test("is diverged only when no run is left", () => {
    const snapshot = snapshotAt(10);
    snapshot.runs[0] = { ...snapshot.runs[0], status: "diverged" };
    expect(applySnapshot(settle(fresh, true), snapshot).status).toBe("running");
    snapshot.runs[1] = { ...snapshot.runs[1], status: "diverged" };
    expect(applySnapshot(settle(fresh, true), snapshot).status).toBe("diverged");
    snapshot.runs = snapshot.runs.map((run) => ({ ...run, status: "failed" as const }));
    expect(applySnapshot(fresh, snapshot).status).toBe("failed");
  });
});

test("a report has the lowest validation loss beside the last, whatever was not a number", () => {
  const losses = [Number.NaN, 0.5, 0.2, Number.NaN, 0.4];
  const state = applySnapshot(
    fresh,
    snapshotAt(20, [0, 5, 10, 15, 20], (_, step) => losses[step / 5]),
  );
  const [report] = takeSnapshot(state).runs;
  expect(report.lowestValidationLoss).toBeCloseTo(0.2);
  expect(report.validationLoss).toBeCloseTo(0.4);
});

describe("going back", () => {
  const trained = frozen(applySnapshot(fresh, snapshotAt(10, [0, 5, 10])));
  test("reset empties what was trained and keeps the settings", () => {
    const state = resetState(setVariable(trained, "p", 0.2));
    expect(state.runs.map((run) => [run.step, run.curves.step.length, run.batches.step.length])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(state.variables.p).toBe(0.2);
    expect(takeSnapshot(state)).toMatchObject({ step: 0, seed: 7, runs: [{ loss: Number.NaN, accuracy: null }, {}] });
  });

  test("rewind drops what will be made again", () => {
    const state = rewind(trained, 7, [7, 9]);
    expect([state.step, state.runs[0].step, state.runs[0].curves.step]).toEqual([7, 7, [0, 5]]);
    expect(state.runs[1].step).toBe(9);
    expect(state.runs[0].batches.step).toEqual([]);
  });
});

describe("settings", () => {
  test("a variable resolves programs, views and playback anew and keeps the curves", () => {
    const trained = applySnapshot(fresh, snapshotAt(10, [0, 5, 10]));
    const state = setVariable(trained, "width", 64);
    expect(state.runs[0].program.model![0].out_features).toBe(64);
    expect(state.runs[0].curves).toBe(trained.runs[0].curves);
    expect(() => setVariable(fresh, "q", 1)).toThrow('variables: no variable "q"');
  });

  test("a seed goes to every run", () => {
    expect(setSeed(fresh, 9).runs.map(({ program }) => program.seed)).toEqual([9, 9]);
    expect(setSeed(setSeed(fresh, 9), undefined).seed).toBe(7);
    expect(() => setSeed(fresh, 1.5)).toThrow("seed: must be a whole number");
  });

  test("a program edited where a variable stands moves the variable, and runs that fix it stay", () => {
    const model = fresh.program.model!.map((layer) => (layer.type === "Dropout" ? { ...layer, p: 0.7 } : layer));
    const state = setProgram(fresh, { ...fresh.program, model });
    expect(state.variables.p).toBe(0.7);
    expect(state.runs.map(({ program }) => program.model![2].p)).toEqual([0, 0.7]);
    expect(setVariable(state, "p", 0.1).runs[1].program.model![2].p).toBe(0.1);
  });

  test("a program edited elsewhere keeps the other templates", () => {
    const model = fresh.program.model!.with(-1, { type: "Linear", out_features: 10, bias: false });
    const edited = setProgram(fresh, { ...fresh.program, batch_size: 16, model });
    const state = setVariable(edited, "p", 0.1);
    expect(state.program.batch_size).toBe(16);
    expect(state.program.model!.at(-1)).toEqual({ type: "Linear", out_features: 10, bias: false });
    expect(state.runs.map(({ program }) => program.model![2].p)).toEqual([0, 0.1]);
  });

  test("another program altogether is taken as it is", () => {
    const program = { seed: 1, surface: { name: "bowl", start: [1, 1] as const }, optimizer: { type: "SGD" } };
    expect(setProgram(fresh, program).program).toEqual(program);
  });
});

test("columns: rows that are not newer change nothing, not even the identity", () => {
  const columns = { step: [1, 2], loss: [1, 1] };
  expect(appendRows(columns, { step: [1, 2], loss: [9, 9] }, 10)).toBe(columns);
  expect(keptRows([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 10)).toEqual([0, 4, 8, 12]);
});
