/** No view of wasm memory outlives a call, and what is disposed is given back. */
import { expect, test } from "vitest";
import { digits, engine as load, ownArrays, refusal } from "./engine.js";

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

test("a program too large is refused with the bytes that estimateBytes shows, and memory does not grow", async () => {
  const engine = await load();
  const held = engine.memoryBytes;
  const layer = (out_features: number) => ({ type: "Linear", out_features });
  const giants = [
    digits({ model: [layer(300_000), layer(10)] }),
    digits({ model: [layer(100_000), { type: "ReLU" }, { type: "Tanh" }, { type: "Sigmoid" }, layer(10)] }),
  ];
  for (const program of giants) {
    const megabytes = Math.ceil(engine.estimateBytes(program) / 2 ** 20);
    const error = refusal(() => engine.createRun(program));
    expect(error).toMatchObject({ code: "too_large" });
    expect(error.where).toMatch(/^model/);
    expect(error.message).toContain(`needs ${megabytes} MB of memory, and a run may take 512 MB`);
    expect(error.message).toMatch(/choose a smaller layer|choose smaller layers/);
  }
  // What no machine could hold has no estimate either, and sizes that are 0 in 32 bits are caught.
  const impossible = [
    digits({ model: [layer(65_536), layer(65_536)] }),
    digits({ model: [layer(16_777_216), layer(16_777_216)] }),
  ];
  for (const program of impossible) {
    const error = refusal(() => engine.createRun(program));
    expect(error.code).toBe("too_large");
    expect(error.message).toMatch(/needs \d+ MB/);
  }
  expect(engine.memoryBytes).toBe(held);
});
