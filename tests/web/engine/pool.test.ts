/** The client against workers that die, hang, crash or never start. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Client, type ClientSession, createClient, type Replaced } from "../../../web/engine/client.js";
import type { EngineError } from "../../../web/engine/errors.js";
import type { AdvanceRequest, SessionRun } from "../../../web/engine/session_types.js";
import { checkpointAt, FakeSpawner } from "./fake_worker.js";

const runs: SessionRun[] = [{ name: "one", program: { seed: 1 } }];
const request: AdvanceRequest = { steps: 5, budgetMs: 12, evaluateEvery: 0, probes: [] };
const options = { wasmBytes: new Uint8Array(8), datasets: {}, maxWorkers: 2 };

let spawner: FakeSpawner;
let client: Client;
beforeEach(() => {
  vi.useFakeTimers();
  spawner = new FakeSpawner();
  client = createClient(options, spawner);
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

/** The code a promise is refused with; the promise must have been refused by the time the microtasks are done. */
function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "resolved",
    (error: EngineError) => error.code,
  );
}

async function settle(ms = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** A session whose worker stops answering from now on. */
async function hungSession(): Promise<{ session: ClientSession; events: Replaced[] }> {
  const session = await client.createSession(runs);
  const events: Replaced[] = [];
  session.onReplaced = (event) => events.push(event);
  spawner.last.lively = false;
  return { session, events };
}

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

describe("the heartbeat", () => {
  test("three silent seconds and the worker is replaced; the session says so and goes on from its checkpoint", async () => {
    const session = await client.createSession(runs);
    await session.checkpoint();
    const order: string[] = [];
    session.onReplaced = ({ reason, step, steps }) => order.push(`${reason} ${step} ${steps}`);
    const dead = spawner.last;
    dead.lively = false;
    const advancing = session.advance(request).then(({ step }) => order.push(`snapshot ${step}`));

    await settle(2999);
    expect(dead.terminated).toBe(false);
    expect(dead.of("ping").length).toBeGreaterThan(0);
    await settle(1);
    expect(dead.terminated).toBe(true);
    await advancing;
    expect(order).toEqual(["silent 30 30", "snapshot 5"]);
    expect(spawner.last.of("create")[0].checkpoint).toEqual(checkpointAt(30));
  });

  test("a worker that answers pings is slow, not dead", async () => {
    const { session } = await hungSession();
    const worker = spawner.last;
    const advancing = session.advance(request);
    const pings = setInterval(() => worker.say({ type: "pong" }), 900);
    await settle(30_000);
    clearInterval(pings);
    expect(worker.terminated).toBe(false);
    worker.answer(worker.of("advance")[0]);
    expect((await advancing).step).toBe(5);
  });

  test("nothing asked, nothing watched", async () => {
    await hungSession();
    await settle(60_000);
    expect(spawner.workers).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("while training a checkpoint comes along at most once a second", async () => {
    const session = await client.createSession(runs);
    for (let frame = 0; frame < 200; frame++) {
      await session.advance(request);
      await settle(16);
    }
    const kept = spawner.last.of("advance").filter(({ keep }) => keep);
    expect(kept).toHaveLength(3);
    spawner.last.lively = false;
    const advancing = session.advance(request);
    await settle(3000);
    await advancing;
    expect(spawner.last.of("create")[0].checkpoint).toEqual(checkpointAt(40));
  });

  test("every session of a dead worker is made again, and only once", async () => {
    client.dispose();
    client = createClient({ ...options, maxWorkers: 1 }, spawner);
    const sessions = [await client.createSession(runs), await client.createSession(runs)];
    const told: number[] = [];
    sessions.forEach((session, i) => {
      session.onReplaced = () => told.push(i);
    });
    spawner.last.lively = false;
    const advancing = sessions[0].advance(request);
    await settle(3000);
    await advancing;
    expect(told).toEqual([0, 1]);
    expect(spawner.last.of("create")).toHaveLength(2);
  });

  test("an update that is under way when the worker dies is asked again of the old programs' session", async () => {
    const { session } = await hungSession();
    const changed: SessionRun[] = [{ name: "one", program: { seed: 2 } }];
    const updating = session.update(changed);
    await settle(3000);
    expect(await updating).toEqual([{ outcome: "live" }]);
    expect(spawner.last.of("create")[0].runs).toEqual(runs);
    expect(spawner.last.of("update")[0].runs).toEqual(changed);
    // From here on the new programs and their checkpoint count.
    spawner.last.lively = false;
    const advancing = session.advance(request);
    await settle(3000);
    await advancing;
    expect(spawner.last.of("create")[0]).toMatchObject({ runs: changed, checkpoint: checkpointAt(20) });
  });

  test("a session over which three workers die is given up; another goes on, and a reset may try again", async () => {
    client.dispose();
    client = createClient({ ...options, maxWorkers: 1 }, spawner);
    const [bad, good] = [await client.createSession(runs), await client.createSession(runs)];
    spawner.lively = false;
    spawner.last.lively = false;
    const lost = code(bad.advance(request));
    const fine = good.advance(request);
    for (let death = 0; death < 3; death++) {
      await settle(3000);
      const worker = spawner.last;
      worker.say({ type: "started" });
      for (const create of worker.of("create")) worker.answer(create);
    }
    expect(await lost).toBe("worker_lost");
    spawner.last.answer(spawner.last.of("advance")[0]);
    expect((await fine).step).toBe(5);
    spawner.last.lively = true;
    await bad.reset();
    expect((await bad.advance(request)).step).toBe(5);
  });

  test("a crash names the work it happened in", async () => {
    const { session, events } = await hungSession();
    const advancing = session.advance(request);
    const [{ id }] = spawner.last.of("advance");
    spawner.last.say({ type: "crashed", id, error: { code: "crashed", where: "train", message: "unreachable" } });
    expect((await advancing).step).toBe(5);
    expect(events).toEqual([{ reason: "crashed", step: 0, steps: [0] }]);
  });

  test("late words of a worker that was given up are not heard", async () => {
    const { session } = await hungSession();
    const old = spawner.last;
    const heard = old.onmessage;
    const advancing = session.advance({ ...request, steps: 7 });
    spawner.lively = false;
    await settle(3000);
    const work = old.of("advance")[0];
    heard?.({ data: { type: "failure", id: work.id, error: { code: "invalid_value", where: "", message: "late" } } });
    const worker = spawner.last;
    worker.say({ type: "started" });
    for (const asked of [...worker.of("create"), ...worker.of("advance")]) worker.answer(asked);
    expect((await advancing).step).toBe(7);
  });
});

describe("a place that does not work", () => {
  test("an error before the first word leads to the next place, with nothing lost", async () => {
    spawner = new FakeSpawner(["worker", "blob-worker", "main-thread"]);
    spawner.broken.add("worker").add("blob-worker");
    client.dispose();
    client = createClient(options, spawner);
    const session = await client.createSession(runs);
    expect(session.place).toBe("main-thread");
    expect(spawner.workers.map(({ place }) => place)).toEqual(["worker", "blob-worker", "main-thread"]);
    expect((await session.advance(request)).step).toBe(5);
  });

  test("a script that never says a word is given up after thirty seconds", async () => {
    spawner = new FakeSpawner(["worker", "main-thread"]);
    client.dispose();
    client = createClient(options, spawner);
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
    client.dispose();
    client = createClient({ datasets: {}, wasmUrl: "file:///nowhere/livefig.wasm" }, spawner);
    vi.useRealTimers();
    expect(await code(client.createSession(runs))).toBe("load_failed");
  });
});
