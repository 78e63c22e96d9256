/** The client against workers that hang, die or crash: each is replaced, and its sessions go on from their checkpoints. */
import { describe, expect, test, vi } from "vitest";
import type { SessionRun } from "../../../web/engine/session_types.js";
import { client, code, hungSession, options, renew, request, runs, settle, spawner } from "./client_over_fakes.js";
import { checkpointAt } from "./fake_worker.js";

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
    renew({ ...options, maxWorkers: 1 });
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
    renew({ ...options, maxWorkers: 1 });
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
