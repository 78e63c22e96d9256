/** Ten thousand runs of every kind made, used and disposed, some refused half-way: the memory of the first is enough. */
import { expect, test } from "vitest";
import { loadEngine, type Run } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { digits, ownArrays, refusal, surface } from "../bindings/engine.js";

const linear = (out_features: number) => ({ type: "Linear", out_features });

const images = digits({
  data: { name: "digits", train: 100, image: true },
  model: [
    { type: "Conv2d", out_channels: 4, kernel_size: 3, padding: 1 },
    { type: "BatchNorm2d" },
    { type: "ReLU" },
    { type: "MaxPool2d", kernel_size: 2 },
    { type: "Flatten" },
    linear(10),
  ],
});
const residual = ownArrays(
  {},
  {
    model: [
      linear(16),
      ...Array.from({ length: 12 }, () => ({ type: "Residual", block: [linear(16), { type: "Tanh" }] })),
      linear(2),
    ],
    optimizer: { type: "RMSprop", momentum: 0.9, centered: true },
  },
);
const programs = (seed: number): Program[] => [digits({ seed }), { ...images, seed }, { ...residual, seed }, surface()];

/** At the field's check, at the shapes, at the loss, at the memory, and by their data. */
const refused: Program[] = [
  digits({ seed: -1 }),
  digits({ model: [linear(64), { type: "MaxPool2d", kernel_size: 2 }] }),
  digits({ model: [linear(512), linear(9)] }),
  digits({ model: [linear(4_000_000), linear(10)] }),
  ownArrays({ inputs: new Float32Array(16).fill(Number.NaN) }),
];

function use(run: Run): void {
  run.restore(run.checkpoint());
  run.evaluate("train");
  run.history();
  run.loadStateDict(run.stateDict());
  run.setParameters(run.parameters());
  for (const probe of ["gradient_norm", "activations", "weights", "moments", "units", "temperature"]) {
    try {
      run.probe(probe);
    } catch {
      // A surface has no layers, and nobody has a temperature.
    }
  }
  refusal(() => run.restore(run.checkpoint().subarray(9)));
  refusal(() => run.update({ seed: 99 }));
}

test("ten thousand create–train–dispose cycles", async () => {
  const engine = await loadEngine();
  let enough = 0;
  for (let cycle = 0; cycle < 10_000; cycle++) {
    const kinds = programs(cycle);
    const run = engine.createRun(kinds[cycle % kinds.length]);
    run.train(1);
    if (cycle % 10 < 4) use(run);
    if (cycle % 10 === 0) for (const program of refused) refusal(() => engine.createRun(program));
    if (cycle % 100 === 0) engine.validate(kinds[0]);
    run.dispose();
    if (cycle === 100) enough = engine.memoryBytes;
  }
  expect(engine.memoryBytes).toBe(enough);
}, 900_000);
