/** No view of wasm memory outlives a call, and what is disposed is given back. */
import { expect, test } from "vitest";
import { digits, engine as load, ownArrays } from "./engine.js";

/** Every typed array inside an answer. */
function arrays(answer: unknown): ArrayBufferView[] {
  if (ArrayBuffer.isView(answer)) return [answer];
  return typeof answer === "object" && answer !== null ? Object.values(answer).flatMap(arrays) : [];
}

test("answers own their bytes: training and growing memory afterwards does not touch them", async () => {
  const engine = await load();
  const run = engine.createRun(digits());
  run.train(20);
  const answers = {
    product: engine.matmul(new Float32Array(4).fill(1), new Float32Array(4).fill(2), 2, 2, 2),
    predicted: run.predict(new Float32Array(128).fill(0.5), 2),
    history: run.history(),
    parameters: run.parameters(),
    state: run.stateDict(),
    checkpoint: run.checkpoint(),
    probes: ["gradient_norm", "activations", "weights", "moments"].map((name) => run.probe(name)),
  };
  const views = arrays(answers);
  expect(views.length).toBeGreaterThan(25);
  // Wasm memory is one large buffer: an array of its own fills its buffer.
  for (const view of views) expect(view.byteLength).toBe(view.buffer.byteLength);
  const before = JSON.stringify(answers);
  const others = Array.from({ length: 20 }, () => engine.createRun(digits({ data: { name: "digits", train: 1437 } })));
  run.train(5);
  for (const other of others) other.dispose();
  run.dispose();
  expect(JSON.stringify(answers)).toBe(before);
});

test("a thousand runs made and disposed hold no more than one", async () => {
  const engine = await load();
  const sizes: number[] = [];
  for (let i = 0; i < 1000; i++) {
    const run = engine.createRun(
      ownArrays(
        {},
        {
          model: [
            { type: "Linear", out_features: 512 },
            { type: "Linear", out_features: 2 },
          ],
        },
      ),
    );
    run.train(1);
    run.dispose();
    if (i % 250 === 249) sizes.push(engine.memoryBytes);
  }
  expect(new Set(sizes).size).toBe(1);
});
