/** The headless API of contracts.md, on the built wasm under Node. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { digits, engine as load, ownArrays, surface } from "./engine.js";

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

/** Losses of single steps: the bits that must not change. */
function losses(program: Program, steps: number, between?: (run: ReturnType<Engine["createRun"]>) => void): number[] {
  const run = engine.createRun(program);
  const list = Array.from({ length: steps }, () => {
    between?.(run);
    return run.train(1).loss;
  });
  run.dispose();
  return list;
}

describe("engine", () => {
  test("matmul multiplies row-major matrices", () => {
    const product = engine.matmul(Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 0, 0, 1, 1, 1), 2, 3, 2);
    expect([...product]).toEqual([4, 5, 10, 11]);
  });

  test("matmul writes into the array that it is lent, its own input or part of a buffer too", () => {
    const [a, b] = [Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 0, 1, 1)];
    const part = new Float32Array(8).fill(9).subarray(2, 6);
    expect(engine.matmul(a, b, 2, 2, 2, part)).toBe(part);
    expect([...new Float32Array(part.buffer)]).toEqual([9, 9, 3, 2, 7, 4, 9, 9]);
    expect([...engine.matmul(a, b, 2, 2, 2, a)]).toEqual([3, 2, 7, 4]);
    expect([...a]).toEqual([3, 2, 7, 4]);
  });

  test("a good program has no complaints, and its size is what its run holds, roughly", () => {
    expect(engine.validate(digits())).toEqual([]);
    const run = engine.createRun(digits());
    const [estimated, held] = [engine.estimateBytes(digits()), run.bytes()];
    run.dispose();
    expect(estimated).toBeGreaterThan(300 * 64 * 4);
    expect(Math.abs(estimated - held) / held).toBeLessThan(0.25);
  });

  test("a program comes back with every default filled in, and makes the same run", () => {
    const run = engine.createRun(digits());
    const { program } = run;
    expect(program.optimizer).toEqual({
      type: "Adam",
      lr: 0.003,
      betas: [0.9, 0.999],
      eps: 1e-8,
      weight_decay: 0,
      bias_correction: true,
    });
    expect(program).toMatchObject({ seed: 7, batch_size: 50, shuffle: true, drop_last: false });
    run.dispose();
    expect(losses(program, 12)).toEqual(losses(digits(), 12));
  });
});

describe("a run", () => {
  test("learns the digits", () => {
    const run = engine.createRun(digits({ data: { name: "digits", train: 1437 }, batch_size: 64 }));
    const trained = run.train(300);
    expect(trained).toMatchObject({ step: 300, status: "running" });
    expect(run.evaluate("validation").accuracy).toBeGreaterThan(0.93);
    expect(run.evaluate("train").loss).toBeLessThan(0.3);
    run.dispose();
  });

  test("predict gives logits whose largest is the class that accuracy counts", () => {
    const run = engine.createRun(digits());
    run.train(120);
    const { inputs, targets } = run.probe("data", { split: "validation", limit: 100_000 });
    const rows = targets.data.length;
    const logits = run.predict(inputs.data, rows);
    expect(logits).toHaveLength(rows * 10);
    let right = 0;
    for (let row = 0; row < rows; row++) {
      const scores = [...logits.subarray(10 * row, 10 * row + 10)];
      if (scores.indexOf(Math.max(...scores)) === targets.data[row]) right++;
    }
    expect(right / rows).toBeCloseTo(run.evaluate("validation").accuracy as number, 6);
    run.dispose();
  });

  test("measuring changes no bit", () => {
    const measured = losses(digits(), 15, (run) => {
      run.evaluate("train");
      run.evaluate("validation");
      run.predict(new Float32Array(64 * 3), 3);
      run.history();
      run.parameters();
      run.stateDict();
      run.checkpoint();
      for (const mode of ["train", "eval"]) run.probe("activations", { mode, rows: 64 });
      run.probe("weights");
      run.probe("readout");
      if (run.status().step > 0) {
        run.probe("gradient_norm");
        run.probe("dropout_mask");
        run.probe("moments");
      }
    });
    expect(measured).toEqual(losses(digits(), 15));
  });

  test("steps one by one and all at once are the same", () => {
    const once = engine.createRun(digits());
    once.train(20);
    const stepwise = engine.createRun(digits());
    for (let i = 0; i < 20; i++) stepwise.train(1);
    expect(stepwise.parameters()).toEqual(once.parameters());
    once.dispose();
    stepwise.dispose();
  });

  test("history has a row per step, with that step's batch loss", () => {
    const run = engine.createRun(digits());
    const each = Array.from({ length: 13 }, () => run.train(1).loss);
    const history = run.history();
    expect([...history.step]).toEqual(each.map((_, i) => i + 1));
    expect([...history.trainLoss]).toEqual(each.map(Math.fround));
    expect(history.epoch).toHaveLength(13);
    expect([...run.history(10).step]).toEqual([11, 12, 13]);
    run.dispose();
  });

  test("a restored checkpoint goes on with the same bits, in the same run and in another", () => {
    const run = engine.createRun(digits());
    run.train(9);
    const kept = run.checkpoint();
    const onward = Array.from({ length: 10 }, () => run.train(1).loss);
    run.restore(kept);
    expect(run.status().step).toBe(9);
    expect(Array.from({ length: 10 }, () => run.train(1).loss)).toEqual(onward);
    const other = engine.createRun(digits());
    other.restore(kept);
    expect(Array.from({ length: 10 }, () => other.train(1).loss)).toEqual(onward);
    run.dispose();
    other.dispose();
  });

  test("parameters can be read, set and carried over by name", () => {
    const [from, to] = [engine.createRun(digits()), engine.createRun(digits({ seed: 8 }))];
    from.train(30);
    expect(from.parameters().map(({ name }) => name)).toEqual([
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
      "4.weight",
      "4.bias",
    ]);
    expect(from.parameters()[0].shape).toEqual([32, 64]);
    to.setParameters(from.parameters());
    expect(to.parameters()).toEqual(from.parameters());
    // Running statistics are buffers: only the whole state dict carries them.
    const inputs = from.probe("data", { split: "validation", limit: 20 }).inputs.data;
    expect(to.predict(inputs, 20)).not.toEqual(from.predict(inputs, 20));
    to.loadStateDict(from.stateDict());
    expect(to.predict(inputs, 20)).toEqual(from.predict(inputs, 20));
    expect(Object.keys(from.stateDict())).toEqual([
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
      "1.running_mean",
      "1.running_var",
      "1.num_batches_tracked",
      "4.weight",
      "4.bias",
    ]);
    from.dispose();
    to.dispose();
  });

  test("live fields change in place", () => {
    const run = engine.createRun(digits());
    run.train(5);
    run.update({ optimizer: { lr: 0 }, loss: { l2: 0 } });
    expect(run.program.optimizer).toMatchObject({ type: "Adam", lr: 0, betas: [0.9, 0.999] });
    const before = run.parameters();
    run.train(5);
    expect(run.status().step).toBe(10);
    expect(run.parameters()).toEqual(before);
    expect(run.penalty()).toBe(0);
    run.dispose();
  });

  test("a diverged run says when and where, and keeps answering", () => {
    const run = engine.createRun(digits({ optimizer: { type: "SGD", lr: 1e30 } }));
    const trained = run.train(50);
    expect(trained.status).toBe("diverged");
    // The step that was begun and not made.
    expect(trained.diverged?.step).toBe(trained.step + 1);
    expect(trained.diverged?.layer).toMatch(/^\d+\.[A-Z]\w+$/);
    expect(run.train(10).step).toBe(trained.step);
    expect(run.parameters()).toHaveLength(6);
    run.dispose();
  });
});

describe("the caller's arrays", () => {
  test("plain lists, nested lists and typed arrays make the same run", () => {
    const { inputs, targets, shape } = ownArrays().data as {
      inputs: Float32Array;
      targets: Int32Array;
      shape: number[];
    };
    const typed = losses(ownArrays(), 10);
    expect(losses(ownArrays({ inputs: [...inputs], targets: [...targets], shape }), 10)).toEqual(typed);
    const rows = Array.from({ length: 8 }, (_, i) => [...inputs.subarray(2 * i, 2 * i + 2)]);
    expect(losses(ownArrays({ inputs: rows as unknown as number[] }), 10)).toEqual(typed);
    expect(losses(ownArrays({ inputs: Float64Array.from(inputs) as unknown as number[] }), 10)).toEqual(typed);
  });

  test("they come back in run.program, and later changes of them do not reach the run", () => {
    const program = ownArrays();
    const { inputs } = program.data as { inputs: Float32Array };
    const run = engine.createRun(program);
    expect(run.program.data).toEqual(program.data);
    inputs.fill(0);
    const list = Array.from({ length: 10 }, () => run.train(1).loss);
    expect(list).toEqual(losses(ownArrays(), 10));
    run.dispose();
  });

  test("values make a regression, whose accuracy is null; a validation set is scored", () => {
    const program = ownArrays(
      {
        targets: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
        validation: { inputs: [1, 2, 3, 4], targets: [1, 2] },
      },
      { model: [{ type: "Linear", out_features: 1 }], loss: { type: "MSELoss" } },
    );
    const run = engine.createRun(program);
    run.train(4);
    const [weight, bias] = run.parameters();
    const predicted = [1, 3].map((x) => weight.data[0] * x + weight.data[1] * (x + 1) + bias.data[0]);
    const expected = ((predicted[0] - 1) ** 2 + (predicted[1] - 2) ** 2) / 2;
    expect(run.evaluate("validation").accuracy).toBeNull();
    expect(run.evaluate("validation").loss).toBeCloseTo(expected, 4);
    run.dispose();
  });
});

describe("a test surface", () => {
  test("is descended by the optimizer, and its history is the path", () => {
    const run = engine.createRun(surface());
    const { loss } = run.train(400);
    expect(loss).toBeLessThan(1);
    const { step, x, y } = run.history();
    expect(step).toHaveLength(401);
    expect([x?.[0], y?.[0]]).toEqual([-1, 1]);
    expect(run.parameters()).toEqual([
      { name: "position", shape: [2], data: Float32Array.of(x?.[400] ?? 0, y?.[400] ?? 0) },
    ]);
    run.dispose();
  });
});
