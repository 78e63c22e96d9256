/** Several runs in lockstep, on the real engine with a clock that the test moves. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/load.js";
import { Session } from "../../../web/engine/session.js";
import type { SessionSnapshot } from "../../../web/engine/session_types.js";
import { digits, engine as load, surface } from "../../bindings/engine.js";
import { ask, pair, seen, still } from "./dropout_pair.js";

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

/** Every look at the clock costs a millisecond. */
function ticking(): () => number {
  let time = 0;
  return () => time++;
}

describe("lockstep", () => {
  test("all runs make the same steps, and are evaluated at the same ones, step 0 included", () => {
    const session = new Session(engine, pair());
    const snapshot = session.advance(ask(12), still);
    expect(snapshot).toMatchObject({ step: 12, trainedSteps: 12 });
    expect(snapshot.runs.map(({ step }) => step)).toEqual([12, 12]);
    for (const run of [0, 1]) expect(seen([snapshot], run).evaluatedAt).toEqual([0, 5, 10]);
    expect(seen([snapshot], 0).batchSteps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    session.dispose();
  });

  test("curves do not depend on the clock: many short advances see what one long one sees", () => {
    const once = new Session(engine, pair());
    const whole = [once.advance(ask(31), still)];
    const slow = new Session(engine, pair());
    const parts: SessionSnapshot[] = [];
    const now = ticking();
    for (let step = 0; step < 31; ) {
      const part = slow.advance(ask(31 - step, { budgetMs: 3 }), now);
      step += part.trainedSteps;
      parts.push(part);
    }
    expect(parts.length).toBeGreaterThan(10);
    for (const run of [0, 1]) expect(seen(parts, run)).toEqual(seen(whole, run));
    once.dispose();
    slow.dispose();
  });

  test("a budget ends an advance, but never before it has done something", () => {
    const session = new Session(engine, pair());
    const now = ticking();
    const steps = Array.from({ length: 40 }, () => session.advance(ask(1000, { budgetMs: 0 }), now).step);
    expect(Math.max(...steps)).toBeGreaterThan(5);
    expect(Math.max(...steps)).toBeLessThan(1000);
    session.dispose();
  });

  test("zero steps only measure", () => {
    const session = new Session(engine, pair());
    const snapshot = session.advance(ask(0, { probes: [{ key: "w", run: 1, name: "weights", options: {} }] }), still);
    expect(snapshot.step).toBe(0);
    expect(seen([snapshot], 1).evaluatedAt).toEqual([0]);
    expect(snapshot.probes.w).toHaveProperty("histogram");
    expect(session.advance(ask(0), still).runs[0].evaluations.step).toHaveLength(0);
    session.dispose();
  });

  test("the same batches: without dropout both runs are one", () => {
    const session = new Session(engine, pair(0));
    const snapshot = session.advance(ask(20), still);
    expect(seen([snapshot], 1)).toEqual(seen([snapshot], 0));
    session.dispose();
  });

  test("thousands of batch losses are thinned, and the last is kept", () => {
    const session = new Session(engine, [{ name: "bowl", program: surface() }]);
    const { batches, path } = session.advance(ask(3000, { evaluateEvery: 0 }), still).runs[0];
    expect(batches.step.length).toBeLessThanOrEqual(512);
    expect(batches.step.at(-1)).toBe(3000);
    expect(path).toHaveLength(2 * 3001);
    expect([...(path ?? []).slice(0, 2)]).toEqual([-1, 1]);
    session.dispose();
  });
});

describe("one run of several", () => {
  test("that diverges stops alone", () => {
    const wild = digits({ optimizer: { type: "SGD", lr: 1e30 } });
    const session = new Session(engine, [{ name: "wild", program: wild }, ...pair()]);
    const { step, runs } = session.advance(ask(20), still);
    expect(step).toBe(20);
    expect(runs.map(({ status }) => status)).toEqual(["diverged", "running", "running"]);
    expect(runs[0].diverged?.layer).toMatch(/^\d+\./);
    expect(runs[0].step).toBeLessThan(20);
    session.dispose();
  });

  test("that the engine refuses is failed, with the reason, and its probes say so", () => {
    const bad = digits({ model: [{ type: "Linear", out_features: 3 }] });
    const session = new Session(engine, [{ name: "bad", program: bad }, ...pair()]);
    const probes = [{ key: "w", run: 0, name: "weights", options: {} }];
    const snapshot = session.advance(ask(4, { probes }), still);
    expect(snapshot.step).toBe(4);
    expect(snapshot.runs[0]).toMatchObject({ status: "failed", error: { code: "shape_mismatch" } });
    expect(snapshot.probes.w).toMatchObject({ code: "shape_mismatch" });
    session.dispose();
  });

  test("a probe that cannot be answered is an error under its key; the others are answered", () => {
    const session = new Session(engine, pair());
    const probes = [
      { key: "good", run: 0, name: "weights", options: { bins: 8 } },
      { key: "bad", run: 0, name: "temperature", options: {} },
      { key: "nobody", run: 9, name: "weights", options: {} },
    ];
    const answered = session.advance(ask(1, { probes }), still).probes;
    expect(answered.good).toHaveProperty("histogram.shape", [8]);
    expect(answered.bad).toMatchObject({ code: "unknown_name" });
    expect(answered.nobody).toMatchObject({ code: "invalid_value", where: "probe.run" });
    session.dispose();
  });
});

describe("a checkpoint", () => {
  test("lets another session go on with the same bits, evaluations included", () => {
    const session = new Session(engine, pair());
    session.advance(ask(13), still);
    const kept = structuredClone(session.checkpoint());
    const onward = session.advance(ask(9), still);
    const successor = new Session(engine, pair());
    successor.restore(kept);
    expect(successor.step).toBe(13);
    expect(successor.advance(ask(9), still)).toEqual(onward);
    session.dispose();
    successor.dispose();
  });

  test("on an evaluation's step does not repeat the evaluation", () => {
    const session = new Session(engine, pair());
    session.advance(ask(10), still);
    const successor = new Session(engine, pair());
    successor.restore(session.checkpoint());
    expect(seen([successor.advance(ask(5), still)], 0).evaluatedAt).toEqual([15]);
    session.dispose();
    successor.dispose();
  });

  test("of a diverged run keeps it diverged", () => {
    const wild = [{ name: "wild", program: digits({ optimizer: { type: "SGD", lr: 1e30 } }) }, pair()[0]];
    const session = new Session(engine, wild);
    session.advance(ask(10), still);
    const successor = new Session(engine, wild);
    successor.restore(session.checkpoint());
    expect(successor.advance(ask(3), still)).toEqual(session.advance(ask(3), still));
    session.dispose();
    successor.dispose();
  });
});

describe("taken along", () => {
  test("a run trains on as if nothing had been taken; its weights and history are what they are in Node", () => {
    const taking = new Session(engine, pair());
    const plain = new Session(engine, pair());
    taking.advance(ask(7), still);
    plain.advance(ask(7), still);
    const { step, weights, history } = taking.take(1);
    expect(step).toBe(7);
    expect(Object.keys(weights)).toEqual(["0.weight", "0.bias", "2.weight", "2.bias"]);
    expect([...history.step]).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(taking.advance(ask(5), still)).toEqual(plain.advance(ask(5), still));
    taking.dispose();
    plain.dispose();
  });

  test("weights go in whole or not at all, are evaluated at once, and the run goes on from them", () => {
    const session = new Session(engine, pair());
    session.advance(ask(12), still);
    const { weights } = session.take(0);
    session.put(1, weights);
    const { runs } = session.advance(ask(0), still);
    expect([...runs[1].evaluations.step]).toEqual([12]);
    expect([...runs[0].evaluations.step]).toEqual([]);
    expect(session.take(1).weights).toEqual(weights);
    const { "0.bias": left, ...others } = weights;
    expect(() => session.put(1, others)).toThrow("0.bias");
    expect(() => session.put(1, { ...others, "0.bias": { ...left, data: left.data.slice(1) } })).toThrow("0.bias");
    expect(session.take(1).weights).toEqual(weights);
    expect(session.advance(ask(3), still).step).toBe(15);
    expect(() => session.take(2)).toThrow("there is no run 2");
    session.dispose();
  });

  test("a checkpoint carries weights that were put in to another session", () => {
    const session = new Session(engine, pair());
    session.advance(ask(3), still);
    session.put(1, session.take(0).weights);
    const other = new Session(engine, pair());
    other.restore(session.checkpoint());
    expect(other.take(1).weights).toEqual(session.take(1).weights);
    session.dispose();
    other.dispose();
  });
});
