/** The whole way from client to engine and back, through the stand-in that works without any worker. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, createClient } from "../../../web/engine/client.js";
import { runtimeFiles } from "../../../web/engine/files.js";
import { Session } from "../../../web/engine/session.js";
import type { AdvanceRequest, SessionRun } from "../../../web/engine/session_types.js";
import { digits, engine as load, surface } from "../../bindings/engine.js";

const runs: SessionRun[] = [{ name: "one", program: digits() }];
const ask = (steps: number, changes: Partial<AdvanceRequest> = {}): AdvanceRequest => ({
  steps,
  budgetMs: 12,
  evaluateEvery: 10,
  probes: [],
  ...changes,
});

let client: Client;
beforeAll(() => {
  // Node has no Worker, so this is what a browser without workers gets.
  client = createClient();
});
afterAll(() => client.dispose());

describe("a client without workers", () => {
  test("trains on the main thread with the numbers of a session in Node", async () => {
    const session = await client.createSession(runs);
    expect(session.place).toBe("main-thread");
    const got = await session.advance(ask(30, { budgetMs: Number.POSITIVE_INFINITY }));
    const direct = new Session(await load(), runs);
    const expected = direct.advance(ask(30, { budgetMs: Number.POSITIVE_INFINITY }), () => 0);
    expect(got.runs).toEqual(expected.runs);
    expect(got.trainedSteps).toBe(30);
    direct.dispose();
    session.dispose();
  });

  test("an abort ends a long advance early, with the steps made until then, and none is lost", async () => {
    const session = await client.createSession([
      { name: "bowl", program: surface({ surface: { name: "bowl", start: [1, 1] } }) },
    ]);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    const forever = ask(1e9, { budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 0 });
    const cut = await session.advance(forever, abort.signal);
    expect(cut.trainedSteps).toBeGreaterThan(0);
    expect(cut.trainedSteps).toBe(cut.step);
    const next = await session.advance(ask(5, { budgetMs: Number.POSITIVE_INFINITY }));
    expect(next.step).toBe(cut.step + 5);
    session.dispose();
  });

  test("a long advance of one figure does not keep another one waiting", async () => {
    const [long, short] = [await client.createSession(runs), await client.createSession(runs)];
    const abort = new AbortController();
    let finished = false;
    const advancing = long.advance(ask(1e9, { budgetMs: Number.POSITIVE_INFINITY }), abort.signal).then(() => {
      finished = true;
    });
    expect((await short.advance(ask(1))).step).toBe(1);
    expect(finished).toBe(false);
    abort.abort();
    await advancing;
    long.dispose();
    short.dispose();
  });

  test("update, reset and refusals arrive as such", async () => {
    const session = await client.createSession(runs);
    const first = await session.advance(ask(10, { budgetMs: Number.POSITIVE_INFINITY }));
    const live = digits({ optimizer: { type: "Adam", lr: 0.5 } });
    expect(await session.update([{ name: "one", program: live }])).toEqual([{ outcome: "live" }]);
    const bad = digits({ optimizer: { type: "Adam", lr: -1 } });
    expect((await session.update([{ name: "one", program: bad }]))[0].error?.where).toBe("optimizer.lr");
    await expect(session.update([])).rejects.toMatchObject({ code: "invalid_value" });
    await session.reset(runs);
    expect((await session.advance(ask(10, { budgetMs: Number.POSITIVE_INFINITY }))).runs).toEqual(first.runs);
    session.dispose();
    await expect(session.advance(ask(1))).rejects.toMatchObject({ code: "disposed" });
  });

  test("a file that is no wasm rejects with load_failed", async () => {
    const other = createClient({ wasmBytes: new Uint8Array(8), datasets: {} });
    await expect(other.createSession(runs)).rejects.toMatchObject({ code: "load_failed" });
    other.dispose();
  });

  test("bytes may be handed over in place of URLs", async () => {
    const files = runtimeFiles();
    const other = createClient({
      wasmBytes: readFileSync(new URL(files.wasm)),
      datasets: { digits: new Uint8Array(readFileSync(new URL(files.digits))) },
    });
    const session = await other.createSession(runs);
    expect((await session.advance(ask(1))).step).toBe(1);
    other.dispose();
    await expect(session.advance(ask(1))).rejects.toMatchObject({ code: "disposed" });
  });
});
