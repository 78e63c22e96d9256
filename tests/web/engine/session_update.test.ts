/** What an update changes of several runs, and what it leaves as it was to the last bit; on the real engine. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/load.js";
import { Session } from "../../../web/engine/session.js";
import type { SessionRun } from "../../../web/engine/session_types.js";
import { digits, engine as load } from "../../bindings/engine.js";
import { ask, pair, seen, still, withDropout } from "./dropout_pair.js";

let engine: Engine;
beforeAll(async () => {
  engine = await load();
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
