/** The frame loop over a session of our own making: playing, stopping, and what goes wrong. */
import { describe, expect, test } from "vitest";
import { EngineError } from "../../../web/engine/errors.js";
import { takeSnapshot } from "../../../web/figure/snapshot.js";
import { type FakeSession, settled } from "./fake_client.js";
import { setUp } from "./set_up.js";

describe("playing", () => {
  test("makes its speed in steps per second of the clock, whatever the frame rate", async () => {
    const { runtime, clock } = setUp();
    await runtime.play();
    await clock.frames(1);
    const { step } = runtime.state;
    await clock.frames(50);
    expect([59, 60]).toContain(runtime.state.step - step);
    runtime.setSpeed(10);
    const slow = runtime.state.step;
    await clock.frames(50);
    expect(runtime.state.step - slow).toBeLessThanOrEqual(11);
    expect(runtime.state.step - slow).toBeGreaterThanOrEqual(9);
  });

  test("at max speed asks again as soon as it has an answer, on the main thread once a frame", async () => {
    for (const place of ["worker", "main-thread"] as const) {
      const { runtime, clock, client, session } = setUp();
      client.prepare = (made) => Object.assign(made, { place, capacity: 10 });
      runtime.setSpeed(Number.POSITIVE_INFINITY);
      await runtime.play();
      await clock.frames(1);
      expect(runtime.state.step).toBe(place === "worker" ? 400 : 10);
      expect(session().requests.every(({ steps }) => steps <= 400)).toBe(true);
    }
  });

  test("a speed that is none is refused", () => {
    const { runtime, errors } = setUp();
    runtime.setSpeed(Number.NaN);
    expect(errors).toEqual(["speed: must be a number of steps per second above 0, or Infinity"]);
    expect(runtime.state.speed).toBe(60);
  });

  test("a long frame leaves no backlog", async () => {
    const { runtime, clock } = setUp();
    await runtime.play();
    await clock.frames(2);
    const { step } = runtime.state;
    clock.time += 60_000;
    await clock.frames(1);
    expect(runtime.state.step - step).toBeLessThanOrEqual(7);
  });

  test("ends at the figure's last step, at rest, and plays again from the start", async () => {
    const { runtime, clock, session } = setUp();
    runtime.setSpeed(Number.POSITIVE_INFINITY);
    await runtime.play();
    await clock.frames(3);
    expect(takeSnapshot(runtime.state)).toMatchObject({ status: "finished", step: 400 });
    expect(session().log).toEqual(["checkpoint 400"]);
    expect(clock.waiting).toBe(0);
    runtime.setSpeed(60);
    await runtime.play();
    expect(runtime.state).toMatchObject({ status: "running", step: 0 });
  });

  test("before it is ready counts", async () => {
    const { runtime, clock, client } = setUp();
    let open = () => {};
    client.gate = new Promise((resolve) => (open = resolve));
    const played = runtime.play();
    await settled();
    expect(runtime.state.status).toBe("loading");
    open();
    await played;
    expect(runtime.state.status).toBe("running");
    await clock.frames(5);
    expect(runtime.state.step).toBeGreaterThan(0);
  });

  test("a pause before it is ready takes that back", async () => {
    const { runtime, clock, client } = setUp();
    let open = () => {};
    client.gate = new Promise((resolve) => (open = resolve));
    const played = runtime.play();
    await runtime.pause();
    open();
    await played;
    await clock.frames(5);
    expect(runtime.state).toMatchObject({ status: "ready", step: 0 });
  });

  test("stops for good on pause, with a checkpoint", async () => {
    const { runtime, clock, session } = setUp();
    await runtime.play();
    await clock.frames(10);
    await runtime.pause();
    const { step } = runtime.state;
    expect(session().log).toEqual([`checkpoint ${step}`]);
    await clock.frames(10);
    expect(runtime.state).toMatchObject({ status: "paused", step });
  });
});

describe("out of sight", () => {
  test("the status stays and nothing is asked", async () => {
    const { runtime, clock, session } = setUp();
    await runtime.play();
    await clock.frames(5);
    runtime.setSuspended(true);
    await settled();
    const asked = session().requests.length;
    await clock.frames(20);
    expect(runtime.state).toMatchObject({ status: "running", suspended: true });
    expect(session().requests.length).toBe(asked);
    const { step } = runtime.state;
    clock.time += 10_000;
    runtime.setSuspended(false);
    await clock.frames(2);
    expect(runtime.state.step).toBeGreaterThan(step);
    expect(runtime.state.step).toBeLessThan(step + 5);
  });

  test("a play that comes there waits, steps that are asked for are made", async () => {
    const { runtime, clock } = setUp();
    runtime.setSuspended(true);
    await runtime.play();
    await clock.frames(5);
    expect(runtime.state).toMatchObject({ status: "running", suspended: true, step: 0 });
    await runtime.step(7);
    expect(runtime.state).toMatchObject({ status: "paused", step: 7 });
  });
});

describe("steps and reset", () => {
  test("step(n) makes exactly n, in as many requests as it takes", async () => {
    const { runtime, client, clock } = setUp();
    client.prepare = (session) => Object.assign(session, { capacity: 4 });
    await runtime.step(25);
    expect(runtime.state).toMatchObject({ status: "paused", step: 25 });
    expect(runtime.state.runs[0].curves.step).toEqual([0, 5, 10, 15, 20, 25]);
    await runtime.play();
    await clock.frames(3);
    const { step } = runtime.state;
    await runtime.step();
    expect(runtime.state.step).toBe(step + 1);
    await runtime.step(1000);
    expect(runtime.state).toMatchObject({ status: "finished", step: 400 });
    await expect(runtime.step(0.5)).rejects.toThrow("[step] must be a whole number above 0");
  });

  test("reset goes to step 0 and makes the same numbers again", async () => {
    const { runtime, clock } = setUp();
    await runtime.step(25);
    const first = takeSnapshot(runtime.state);
    await runtime.play();
    await clock.frames(10);
    await runtime.reset();
    expect(takeSnapshot(runtime.state)).toMatchObject({ status: "ready", step: 0 });
    expect(runtime.state.runs[0].curves.step).toEqual([0]);
    await runtime.step(25);
    expect(takeSnapshot(runtime.state)).toEqual(first);
  });

  test("reset and pause drop steps that were still to be made", async () => {
    const { runtime, client } = setUp();
    client.prepare = (session) => Object.assign(session, { capacity: 1 });
    await runtime.start();
    const stepped = runtime.step(300);
    await settled();
    await runtime.reset();
    await stepped;
    expect(runtime.state.step).toBe(0);
    const again = runtime.step(300);
    await settled();
    await runtime.pause();
    await again;
    expect(runtime.state.step).toBeLessThan(300);
  });
});

describe("what is looked at", () => {
  test("is measured at its own interval, equal keys once, and again at rest", async () => {
    const probe = (key: string, everyMs: number) => ({ key, run: 0, name: "weights", options: {}, everyMs });
    const { runtime, clock, session } = setUp({
      probes: () => [probe("often", 0), probe("seldom", 250), probe("often", 0)],
    });
    await runtime.play();
    await clock.frames(10);
    expect(session().requests[1].probes.map(({ key }) => key)).toEqual(["often", "seldom"]);
    const training = session().requests.slice(2);
    expect(training.every(({ probes }) => probes.map(({ key }) => key).join() === "often")).toBe(true);
    await runtime.pause();
    const resting = session().requests.at(-1)!;
    expect(resting.steps).toBe(0);
    expect(resting.probes.map(({ key }) => key)).toEqual(["seldom"]);
    expect(runtime.state.probes.seldom.x.data[0]).toBe(runtime.state.step);
  });

  test("waits at the start for a frame, and for a step that was asked for as soon as the figure was ready", async () => {
    const probe = { key: "slow", run: 0, name: "weights", options: {}, everyMs: 0 };
    const asked = (session: FakeSession) =>
      session.requests.map(({ steps, probes }) => `${steps} steps, ${probes.length} probes`);
    const idle = setUp({ probes: () => [probe] });
    await idle.runtime.start();
    expect(asked(idle.session())).toEqual(["0 steps, 0 probes"]);
    await idle.clock.frames(1);
    expect(asked(idle.session())).toEqual(["0 steps, 0 probes", "0 steps, 1 probes"]);
    const hurried = setUp({ probes: () => [probe] });
    await hurried.runtime.start().then(() => hurried.runtime.step());
    expect(asked(hurried.session())).toEqual(["0 steps, 0 probes", "1 steps, 0 probes", "0 steps, 1 probes"]);
  });
});

describe("when things break", () => {
  test("a figure that waits for ever holds up no other", async () => {
    const one = setUp();
    const other = setUp({ client: one.client, clock: one.clock });
    await one.runtime.play();
    await other.runtime.play();
    one.session().gate = new Promise(() => undefined);
    await one.clock.frames(20);
    expect(one.runtime.state.step).toBe(0);
    expect(other.runtime.state.step).toBeGreaterThan(10);
  });

  test("a worker's death is said, and the run goes on from its checkpoint without double points", async () => {
    const { runtime, session, clock } = setUp();
    await runtime.step(50);
    await runtime.play();
    await clock.frames(1);
    session().replace(32);
    expect(runtime.state).toMatchObject({ step: 32, message: "The worker stopped; continued from step 32." });
    expect(runtime.state.runs[0].curves.step.at(-1)).toBe(30);
    await clock.frames(20);
    await runtime.pause();
    const { step } = runtime.state.runs[0].curves;
    expect(step).toEqual([...new Set(step)]);
    expect(runtime.state.message).toContain("continued from step 32");
  });

  test("where nothing can train the reason stays, and every promise resolves", async () => {
    const { runtime, client, errors } = setUp();
    client.refusal = new EngineError("no_wasm", "", "this browser has no WebAssembly");
    await Promise.all([runtime.play(), runtime.step(3), runtime.reset()]);
    expect(runtime.state).toMatchObject({ status: "failed", message: "this browser has no WebAssembly" });
    expect(errors).toEqual([": this browser has no WebAssembly"]);
  });

  test("after dispose nothing is asked and nobody waits", async () => {
    const { runtime, session, clock } = setUp();
    await runtime.play();
    await clock.frames(3);
    runtime.dispose();
    const asked = session().requests.length;
    await clock.frames(5);
    expect(session()).toMatchObject({ disposed: true });
    expect(session().requests.length).toBe(asked);
    await runtime.step(2);
  });
});
