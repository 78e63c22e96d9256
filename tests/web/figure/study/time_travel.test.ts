/** Back and forward in time on the real engine: the same numbers as if nobody had looked back. */
import { describe, expect, test } from "vitest";
import type { FigureState } from "../../../../web/figure/state.js";
import { TimeTravel } from "../../../../web/figure/study/time_travel.js";
import { putWeights, takeRun } from "../../../../web/figure/taking.js";
import { trained } from "./trained.js";

const numbers = ({ step, runs }: FigureState) => ({
  step,
  runs: runs.map(({ step: own, epoch, loss, curves, status }) => ({ own, epoch, loss, curves, status })),
});

describe("rewinding", () => {
  test("any step shows what it showed, and what follows is made again, optimizer and dropout masks included", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    const seen = new Map<number, unknown>();
    for (const steps of [37, 63, 100]) {
      await runtime.step(steps);
      seen.set(runtime.state.step, numbers(runtime.state));
    }
    for (const step of [100, 37, 200]) {
      await travel.to(step);
      expect(numbers(runtime.state)).toEqual(seen.get(step));
    }
    await travel.to(37);
    expect(runtime.state).toMatchObject({ status: "paused", ahead: { step: 200 } });
    await runtime.step(163);
    expect(numbers(runtime.state)).toEqual(seen.get(200));
  });

  test("beyond what was trained it trains on; before the first mark and at 0 it begins anew", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await travel.to(50);
    expect(runtime.state.step).toBe(50);
    const there = numbers(runtime.state);
    await travel.to(3);
    expect(runtime.state.step).toBe(3);
    await travel.to(0);
    expect(runtime.state).toMatchObject({ step: 0, status: "ready" });
    expect(runtime.state.runs[0].curves.step).toEqual([0]);
    await travel.to(50);
    expect(numbers(runtime.state)).toEqual(there);
  });

  test("the newest of many wishes wins", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(300);
    await Promise.all([280, 200, 120, 33].map((step) => travel.to(step)));
    expect(runtime.state.step).toBe(33);
    await travel.to(300);
    expect(runtime.state.step).toBe(300);
  });
});

describe("changes on the way", () => {
  test("weights that were put in are put in again", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(60);
    const { weights } = await takeRun(runtime, 0);
    await runtime.step(40);
    const before = numbers(runtime.state);
    await putWeights(runtime, 1, weights);
    expect(runtime.state.step).toBe(100);
    const put = numbers(runtime.state);
    expect(put).not.toEqual(before);
    await runtime.step(80);
    const end = numbers(runtime.state);
    for (const step of [160, 40, 100, 180]) {
      await travel.to(step);
      if (step === 100) expect(numbers(runtime.state)).toEqual(put);
    }
    expect(numbers(runtime.state)).toEqual(end);
    // Before them it is as it was, and without them other numbers follow.
    await travel.to(90);
    await runtime.step(10);
    expect(numbers(runtime.state)).toEqual(before);
  });

  test("are replayed, with the controls as they were", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(100);
    await runtime.setVariable("lr", 0.05);
    await runtime.step(100);
    const end = numbers(runtime.state);
    await travel.to(60);
    expect(runtime.state.variables.lr).toBe(0.01);
    await travel.to(150);
    expect(runtime.state.variables.lr).toBe(0.05);
    await travel.to(200);
    expect(numbers(runtime.state)).toEqual(end);
  });

  test("a change in the past branches from there, and the old way is no longer gone", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(200);
    await travel.to(100);
    await runtime.setVariable("lr", 0.05);
    await runtime.step(100);
    const branched = numbers(runtime.state);
    const straight = trained().runtime;
    await straight.step(100);
    await straight.setVariable("lr", 0.05);
    await straight.step(100);
    expect(branched).toEqual(numbers(straight.state));
    await travel.to(50);
    await travel.to(200);
    expect(numbers(runtime.state)).toEqual(branched);
  });

  test("without the later change, playing on from the past is another way", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(100);
    await runtime.setVariable("lr", 0.05);
    await runtime.step(100);
    await travel.to(60);
    await runtime.step(140);
    const plain = trained().runtime;
    await plain.step(200);
    expect(numbers(runtime.state)).toEqual(numbers(plain.state));
    await travel.to(120);
    await travel.to(200);
    expect(numbers(runtime.state)).toEqual(numbers(plain.state));
  });

  test("a width starts over, and the way ahead with it", async () => {
    const { runtime } = trained();
    const travel = new TimeTravel(runtime);
    await runtime.step(100);
    await travel.to(40);
    await runtime.setVariable("width", 20);
    expect(runtime.state).toMatchObject({ step: 0, ahead: undefined });
    await travel.to(30);
    const plain = trained().runtime;
    await plain.setVariable("width", 20);
    await plain.step(30);
    expect(numbers(runtime.state)).toEqual(numbers(plain.state));
  });
});

test("a run that has diverged is whole again before that step", async () => {
  const { runtime } = trained();
  const travel = new TimeTravel(runtime);
  await runtime.setProgram({ ...runtime.state.program, optimizer: { type: "SGD", lr: 1e12 } });
  await runtime.step(100);
  expect(runtime.state.status).toBe("diverged");
  const { step } = runtime.state.runs[0].diverged!;
  await travel.to(step - 1);
  expect(runtime.state.runs.map(({ diverged }) => diverged)).toContain(undefined);
  await travel.to(0);
  expect(runtime.state.status).toBe("ready");
  await travel.to(100);
  expect(runtime.state.status).toBe("diverged");
  expect(runtime.state.runs[0].diverged!.step).toBe(step);
});
