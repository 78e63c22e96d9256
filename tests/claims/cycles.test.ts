/** Ten thousand runs made, trained and disposed, some of them refused half-way: the memory of the hundredth is enough. */
import { expect, test } from "vitest";
import { loadEngine } from "../../web/engine/load.js";
import { digits, refusal } from "../bindings/engine.js";

test("ten thousand create–dispose cycles", async () => {
  const engine = await loadEngine();
  const tooWide = digits({
    model: [
      { type: "Linear", out_features: 512 },
      { type: "Linear", out_features: 11 },
    ],
  });
  let enough = 0;
  for (let cycle = 0; cycle < 10_000; cycle++) {
    const run = engine.createRun(digits({ seed: cycle }));
    run.train(1);
    if (cycle % 10 === 0) refusal(() => engine.createRun({ ...tooWide, seed: -1 }));
    if (cycle % 100 === 0) run.restore(run.checkpoint());
    run.dispose();
    if (cycle === 100) enough = engine.memoryBytes;
  }
  expect(engine.memoryBytes).toBe(enough);
}, 600_000);
