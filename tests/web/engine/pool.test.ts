/** The client and its workers: what they are asked, how sessions are shared out, and workers that never start. */
import { describe, expect, test, vi } from "vitest";
import { createClient } from "../../../web/engine/client.js";
import type { AdvanceRequest } from "../../../web/engine/session_types.js";
import { client, code, hungSession, options, renew, request, runs, settle, spawner } from "./client_over_fakes.js";
import { FakeSpawner } from "./fake_worker.js";

describe("asking", () => {
  test("the engine's bytes go first, then the work, and each answer finds its promise", async () => {
    const session = await client.createSession(runs);
    const [first, second] = await Promise.all([session.advance(request), session.advance({ ...request, steps: 9 })]);
    expect([first.step, second.step]).toEqual([5, 9]);
    expect(spawner.last.received.map(({ type }) => type)).toEqual(["start", "create", "advance", "advance"]);
  });

  test("a worker is handed the engine before it has said a word", async () => {
    spawner.silent = true;
    client.warmUp();
    await settle();
    expect(spawner.last.received.map(({ type }) => type)).toEqual(["start"]);
  });

  test("a worker that is handed the engine by its maker is given nothing but work; where the maker fails, the pool does it", async () => {
    const two = new FakeSpawner();
    const [wasm, digits] = [new Uint8Array(3), new Uint8Array(5)];
    two.assets = Promise.resolve({ wasm, datasets: { digits } });
    await createClient(options, two).createSession(runs);
    expect(two.last.received.map(({ type }) => type)).toEqual(["create"]);
    const failing = new FakeSpawner();
    failing.assets = Promise.reject(new Error("404"));
    await createClient(options, failing).createSession(runs);
    await settle();
    expect(failing.last.received.map(({ type }) => type)).toEqual(["create", "start"]);
  });

  test("what such a maker has read is handed to the next worker", async () => {
    const two = new FakeSpawner();
    const [wasm, digits] = [new Uint8Array(3), new Uint8Array(5)];
    two.assets = Promise.resolve({ wasm, datasets: { digits } });
    const pool = createClient({ maxWorkers: 2 }, two);
    await pool.createSession(runs);
    two.assets = undefined;
    await pool.createSession(runs);
    expect(two.workers).toHaveLength(2);
    expect(two.last.of("start")).toEqual([{ type: "start", wasm, datasets: { digits } }]);
    pool.dispose();
  });

  test("what is asked with a session's making goes right behind it, and answers who asks the same", async () => {
    const first: AdvanceRequest = { ...request, steps: 0 };
    const session = await client.createSession(runs, undefined, first);
    expect((await session.advance(first)).step).toBe(0);
    expect((await session.advance(request)).step).toBe(5);
    expect(spawner.last.received.map(({ type }) => type)).toEqual(["start", "create", "advance", "advance"]);
  });

  test("a refusal rejects with its code, and the session goes on", async () => {
    const { session } = await hungSession();
    const refused = code(session.update(runs));
    const { id } = spawner.last.of("update")[0];
    spawner.last.say({ type: "failure", id, error: { code: "invalid_value", where: "model[0].p", message: "no" } });
    expect(await refused).toBe("invalid_value");
    spawner.last.lively = true;
    expect((await session.advance(request)).step).toBe(5);
  });

  test("an aborted advance tells the worker and resolves with what was done", async () => {
    const { session } = await hungSession();
    const abort = new AbortController();
    const advancing = session.advance(request, abort.signal);
    abort.abort();
    const [{ id }] = spawner.last.of("advance");
    expect(spawner.last.of("cancel")).toEqual([{ type: "cancel", id }]);
    spawner.last.answer(spawner.last.of("advance")[0]);
    expect((await advancing).trainedSteps).toBe(5);
  });

  test("an aborted creation rejects and leaves no session behind", async () => {
    spawner.lively = false;
    const abort = new AbortController();
    const creating = code(client.createSession(runs, abort.signal));
    await settle();
    abort.abort();
    expect(await creating).toBe("cancelled");
  });

  test("a disposed session refuses what it waits for and what comes later", async () => {
    const { session } = await hungSession();
    const waiting = code(session.advance(request));
    session.dispose();
    expect(await waiting).toBe("disposed");
    expect(await code(session.advance(request))).toBe("disposed");
    expect(spawner.last.of("dispose")).toHaveLength(1);
  });
});

describe("the pool", () => {
  test("sessions are spread over at most so many workers", async () => {
    for (let i = 0; i < 5; i++) await client.createSession(runs);
    expect(spawner.workers).toHaveLength(2);
    expect(spawner.workers.map((worker) => worker.of("create").length)).toEqual([3, 2]);
  });

  test("a worker without sessions is used again", async () => {
    (await client.createSession(runs)).dispose();
    await client.createSession(runs);
    expect(spawner.workers).toHaveLength(1);
  });
});

describe("a place that does not work", () => {
  test("an error before the first word leads to the next place, with nothing lost", async () => {
    renew(options, ["worker", "blob-worker", "main-thread"]);
    spawner.broken.add("worker").add("blob-worker");
    const session = await client.createSession(runs);
    expect(session.place).toBe("main-thread");
    expect(spawner.workers.map(({ place }) => place)).toEqual(["worker", "blob-worker", "main-thread"]);
    expect((await session.advance(request)).step).toBe(5);
  });

  test("a script that never says a word is given up after thirty seconds", async () => {
    renew(options, ["worker", "main-thread"]);
    const spawn = spawner.spawn.bind(spawner);
    let first = true;
    spawner.spawn = (place) => {
      const made = spawn(place);
      if (first) spawner.last.say = () => undefined;
      first = false;
      return made;
    };
    const creating = client.createSession(runs);
    await settle(29_000);
    expect(spawner.workers).toHaveLength(1);
    await settle(1_000);
    expect((await creating).place).toBe("main-thread");
  });

  test("when the engine can start nowhere, creation rejects with the reason", async () => {
    spawner.lively = false;
    const creating = code(client.createSession(runs));
    await settle();
    spawner.last.say({ type: "refused", error: { code: "wasm_blocked", where: "engine", message: "policy" } });
    expect(await creating).toBe("wasm_blocked");
  });

  test("a wasm file that cannot be read rejects with load_failed", async () => {
    renew({ datasets: {}, wasmUrl: "file:///nowhere/livefig.wasm" });
    vi.useRealTimers();
    expect(await code(client.createSession(runs))).toBe("load_failed");
  });
});
