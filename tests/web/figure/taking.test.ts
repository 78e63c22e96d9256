/** Runs taken along and weights put in: in their turn, whatever the figure is doing, and to their asker alone. */
import { expect, test } from "vitest";
import { EngineError } from "../../../web/engine/errors.js";
import { putWeights, takeRun } from "../../../web/figure/taking.js";
import { setUp } from "./set_up.js";

const weights = { "0.weight": { shape: [1], data: Float32Array.of(1) } };

test("a run is taken with the program that it trains, before the figure is ready too", async () => {
  const { runtime, session } = setUp();
  const taken = await takeRun(runtime, 1);
  expect(taken).toMatchObject({ step: 0, program: runtime.state.runs[1].program });
  expect(session().log).toContain("take 1");
});

test("the curve has one point for a step, that of the weights that came last", async () => {
  const seen: number[][] = [];
  const { runtime } = setUp({ onChange: ({ runs }) => seen.push(runs[0].curves.step) });
  await runtime.start();
  expect(seen.at(-1)).toEqual([0]);
  seen.length = 0;
  await putWeights(runtime, 0, weights);
  expect(seen).toContainEqual([]);
  expect(seen.at(-1)).toEqual([0]);
});

test("what does not fit is refused to whoever asked, and nothing else is said", async () => {
  const { runtime, errors, session } = setUp();
  await runtime.start();
  const other = { other: weights["0.weight"] };
  await expect(putWeights(runtime, 0, other)).rejects.toThrow("is not an array of this model");
  expect(errors).toEqual([]);
  expect(runtime.state).toMatchObject({ status: "ready" });
  expect(session().log.filter((one) => one.startsWith("put"))).toEqual([]);
  await runtime.step(3);
  expect(runtime.state.step).toBe(3);
});

test("a figure that cannot train, or is gone, refuses", async () => {
  const { runtime, client } = setUp();
  client.refusal = new EngineError("no_wasm", "", "there is no WebAssembly here");
  await expect(takeRun(runtime, 0)).rejects.toThrow("there is no WebAssembly here");
  const other = setUp();
  await other.runtime.start();
  other.runtime.dispose();
  await expect(takeRun(other.runtime, 0)).rejects.toThrow();
});
