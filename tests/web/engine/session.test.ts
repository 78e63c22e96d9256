/** Several runs in lockstep, on the real engine with a clock that the test moves. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/load.js";
import type { Program } from "../../../web/engine/program.js";
import { Session } from "../../../web/engine/session.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot } from "../../../web/engine/session_types.js";
import { digits, engine as load, surface } from "../../bindings/engine.js";

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

const still = () => 0;
/** Every look at the clock costs a millisecond. */
function ticking(): () => number {
  let time = 0;
  return () => time++;
}

function withDropout(p: number): Program {
  return digits({
    model: [
      { type: "Linear", out_features: 16 },
      { type: "Dropout", p },
      { type: "Linear", out_features: 10 },
    ],
  });
}
const pair = (p = 0.5): SessionRun[] => [
  { name: "without", program: withDropout(0) },
  { name: "with", program: withDropout(p) },
];
const ask = (steps: number, changes: Partial<AdvanceRequest> = {}): AdvanceRequest => ({
  steps,
  budgetMs: Number.POSITIVE_INFINITY,
  evaluateEvery: 5,
  probes: [],
  ...changes,
});

/** Everything that a reader would see of a run, put together from many snapshots. */
function seen(snapshots: SessionSnapshot[], run: number) {
  const column = (pick: (snapshot: SessionSnapshot["runs"][number]) => Float32Array) =>
    snapshots.flatMap((snapshot) => [...pick(snapshot.runs[run])]);
  return {
    evaluatedAt: column(({ evaluations }) => evaluations.step),
    validation: column(({ evaluations }) => evaluations.validationLoss),
    train: column(({ evaluations }) => evaluations.trainLoss),
    batchSteps: column(({ batches }) => batches.step),
    batchLosses: column(({ batches }) => batches.loss),
  };
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

describe("an update", () => {
  test("changes what is live in place, and leaves equal programs alone", () => {
    const session = new Session(engine, pair());
    session.advance(ask(10), still);
    expect(session.update(pair(0.2))).toEqual([{ outcome: "unchanged" }, { outcome: "live" }]);
    expect(session.advance(ask(1), still).runs.map(({ step }) => step)).toEqual([11, 11]);
    session.dispose();
  });

  test("creates only the run anew that needs it, which catches up before the others move", () => {
    const session = new Session(engine, pair());
    const before = session.advance(ask(10), still).runs;
    const wider = { name: "with", program: digits() };
    expect(session.update([pair()[0], wider]).map(({ outcome }) => outcome)).toEqual(["unchanged", "recreated"]);
    const waiting = session.advance(ask(0), still);
    expect(waiting.runs.map(({ step }) => step)).toEqual([10, 0]);
    const met = session.advance(ask(1), still);
    expect(met).toMatchObject({ step: 11, trainedSteps: 1 });
    expect(seen([waiting, met], 1).evaluatedAt).toEqual([0, 5, 10]);
    expect(seen([met], 0).batchSteps).toEqual([11]);

    // It has made what it would have made had it been there from the start.
    const fresh = new Session(engine, [pair()[0], wider]);
    const all = fresh.advance(ask(11), still);
    expect(seen([waiting, met], 1)).toEqual(seen([all], 1));
    expect(met.runs[0].loss).toBe(all.runs[0].loss);
    expect(before[0].step).toBe(10);
    session.dispose();
    fresh.dispose();
  });

  test("that one run refuses is taken by none, live or created anew, and no bit changes", () => {
    const four = (p: number, width: number, wrong: number): SessionRun[] => [
      { name: "live", program: digits({ optimizer: { type: "SGD", lr: 0.1 * (1 + p), momentum: p } }) },
      { name: "wider", program: digits({ model: [{ type: "Linear", out_features: width }, ...digits().model!] }) },
      { name: "with", program: withDropout(wrong) },
      { name: "same", program: withDropout(0) },
    ];
    const [session, untouched] = [new Session(engine, four(0.9, 8, 0.5)), new Session(engine, four(0.9, 8, 0.5))];
    for (const one of [session, untouched]) one.advance(ask(6), still);
    const held = engine.memoryBytes;
    for (let i = 0; i < 20; i++) {
      const updates = session.update(four(0, 12, 1));
      expect(updates.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "refused", "unchanged"]);
      expect(updates[2].error).toMatchObject({ where: "model[1].p" });
    }
    expect(engine.memoryBytes).toBe(held);
    expect(session.checkpoint()).toEqual(untouched.checkpoint());
    expect(session.advance(ask(6), still)).toEqual(untouched.advance(ask(6), still));
    expect(session.update(four(0.9, 8, 0.5)).every(({ outcome }) => outcome === "unchanged")).toBe(true);
    session.dispose();
    untouched.dispose();
  });

  test("that is refused changes nothing", () => {
    const [session, untouched] = [new Session(engine, pair()), new Session(engine, pair())];
    for (const one of [session, untouched]) one.advance(ask(6), still);
    const [, refused] = session.update([pair()[0], { name: "with", program: withDropout(1) }]);
    expect(refused).toMatchObject({ outcome: "refused", error: { code: "invalid_value", where: "model[1].p" } });
    expect(session.advance(ask(6), still)).toEqual(untouched.advance(ask(6), still));
    session.dispose();
    untouched.dispose();
  });

  test("revives a run that had diverged, from its seed", () => {
    const at = (lr: number): SessionRun[] => [{ name: "one", program: digits({ optimizer: { type: "SGD", lr } }) }];
    const session = new Session(engine, at(1e30));
    expect(session.advance(ask(20), still).runs[0].status).toBe("diverged");
    expect(session.update(at(0.1))[0].outcome).toBe("recreated");
    expect(session.advance(ask(20), still)).toMatchObject({ step: 20, runs: [{ status: "running" }] });
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
