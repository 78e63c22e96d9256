/** Other values while a figure stands or plays: live, from step 0 again, or refused. */
import { describe, expect, test } from "vitest";
import { takeSnapshot } from "../../../web/figure/snapshot.js";
import { type FakeSession, settled } from "./fake_client.js";
import { dropout } from "./sample.js";
import { setUp } from "./set_up.js";

describe("another value", () => {
  const programs = ({ runs }: FakeSession) => runs.map(({ program }) => program.model![2].p);

  test("goes on live where the engine can", async () => {
    const { runtime, clock, session } = setUp();
    await runtime.play();
    await clock.frames(10);
    const { step } = runtime.state;
    await runtime.setVariable("p", 0.2);
    expect(session().log).toEqual(["live"]);
    expect(programs(session())).toEqual([0, 0.2]);
    expect(runtime.state.status).toBe("running");
    expect(runtime.state.step).toBeGreaterThanOrEqual(step);
  });

  test("else starts over from step 0, and plays on if it played", async () => {
    const { runtime, clock, session } = setUp();
    await runtime.play();
    await clock.frames(10);
    await runtime.setVariable("width", 64);
    expect(session().log).toEqual(["recreate", "recreate", "reset"]);
    expect(runtime.state).toMatchObject({ status: "running", step: 0 });
    await clock.frames(5);
    await runtime.pause();
    await runtime.setVariable("width", 128);
    expect(runtime.state).toMatchObject({ status: "ready", step: 0 });
    expect(runtime.state.runs[0].curves.step).toEqual([0]);
  });

  test("that no program uses asks for no training at all", async () => {
    const spec = { ...dropout, variables: { ...dropout.variables, image: 3 } };
    const { runtime, session } = setUp({ spec });
    await runtime.step(10);
    await runtime.setVariable("image", 4);
    expect(runtime.state).toMatchObject({ status: "paused", step: 10 });
    expect(session().log.filter((entry) => !entry.startsWith("checkpoint"))).toEqual([]);
  });

  test("after the end shows its effect from the start, playing", async () => {
    const { runtime } = setUp();
    await runtime.step(400);
    await runtime.setVariable("p", 0.2);
    expect(runtime.state).toMatchObject({ status: "running", step: 0 });
  });

  test("a slider that moves on meanwhile ends at its last value", async () => {
    const { runtime, session } = setUp();
    await runtime.step(10);
    let open = () => {};
    session().gate = new Promise((resolve) => (open = resolve));
    const moves = [runtime.refresh(), ...[0.1, 0.2, 0.3, 0.4].map((p) => runtime.setVariable("p", p))];
    await settled();
    open();
    await Promise.all(moves);
    expect(programs(session())).toEqual([0, 0.4]);
    expect(session().log.filter((entry) => entry === "live")).toHaveLength(1);
  });

  test("that is refused changes nothing and says so", async () => {
    const { runtime, session, errors } = setUp();
    await runtime.step(10);
    const before = takeSnapshot(runtime.state);
    await runtime.setVariable("p", 1.5);
    expect(errors).toEqual(["model[2].p: must be below 1"]);
    expect(takeSnapshot(runtime.state)).toEqual({ ...before, message: "Refused: model[2].p: must be below 1" });
    expect(programs(session())).toEqual([0, 0.5]);
    await runtime.setVariable("q", 1);
    expect(errors[1]).toBe('variables: no variable "q"; it has p, width, depth, normalize');
    await runtime.step(1);
    expect(runtime.state.step).toBe(11);
  });

  test("refused by one run is taken by none, and all go on from the same step", async () => {
    const spec = { ...dropout, runs: [{ name: "plain", set: { p: 0 } }, { name: "with dropout" }] };
    const { runtime, session } = setUp({ spec });
    await runtime.step(10);
    const model = runtime.state.program.model!.map((layer) =>
      layer.type === "Dropout" ? { ...layer, p: 1.5 } : layer,
    );
    model[0] = { ...model[0], out_features: 32 };
    model[3] = { ...model[3], out_features: 32 };
    await runtime.setProgram({ ...runtime.state.program, model });
    expect(runtime.state.message).toContain("model[2].p");
    expect(session().step).toBe(10);
    expect(session().runs.map(({ program }) => program.model![0].out_features)).toEqual([128, 128]);
    expect(runtime.state.variables).toEqual(dropout.variables);
  });

  test("a seed or a program starts over even where it could go on", async () => {
    const { runtime, clock } = setUp();
    await runtime.play();
    await clock.frames(5);
    await runtime.setSeed(8);
    expect(takeSnapshot(runtime.state)).toMatchObject({ status: "running", step: 0, seed: 8 });
    await clock.frames(5);
    await runtime.setProgram({ ...runtime.state.program, optimizer: { type: "SGD", lr: 0.1 } });
    expect(runtime.state).toMatchObject({ status: "running", step: 0 });
  });
});
