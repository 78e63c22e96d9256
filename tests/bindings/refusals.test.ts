/** Everything that can be handed in wrong: an EngineError with a code and a place, and the next call works. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Engine, Run } from "../../web/engine/load.js";
import { EngineError } from "../../web/engine/load.js";
import type { Program } from "../../web/engine/program.js";
import { translate } from "../../web/strings/sentences_zh.js";
import { digits, engine as load, ownArrays, refusal } from "./engine.js";

let engine: Engine;
beforeAll(async () => {
  engine = await load();
});

// biome-ignore lint/suspicious/noExplicitAny: wrong types are what is tested
type Anything = any;

const linear = { type: "Linear", out_features: 10 };
const image = { name: "digits", train: 300, image: true };

/** Program, code, the beginning of `where`. */
const badPrograms: [string, Anything, string, string][] = [
  ["no program", undefined, "invalid_value", "program"],
  ["null", null, "invalid_value", "program"],
  ["a list", [], "invalid_value", "program"],
  ["a text", "digits", "invalid_value", "program"],
  ["a cycle", cyclic(), "invalid_value", "program"],
  ["a BigInt", { ...digits(), seed: 7n }, "invalid_value", "program"],
  ["an empty program", {}, "missing_field", ""],
  ["p of 1", digits({ model: [{ type: "Dropout", p: 1 }, linear] }), "invalid_value", "model[0].p"],
  ["negative p", digits({ model: [{ type: "Dropout", p: -0.1 }, linear] }), "invalid_value", "model[0].p"],
  ["negative rate", digits({ optimizer: { type: "SGD", lr: -1 } }), "invalid_value", "optimizer.lr"],
  ["a rate that is a text", digits({ optimizer: { type: "SGD", lr: "0.1" } }), "invalid_value", "optimizer.lr"],
  ["a rate that is NaN", digits({ optimizer: { type: "SGD", lr: Number.NaN } }), "invalid_value", "optimizer.lr"],
  ["an infinite rate", digits({ optimizer: { type: "SGD", lr: Infinity } }), "invalid_value", "optimizer.lr"],
  ["batches of nothing", digits({ batch_size: 0 }), "invalid_value", "batch_size"],
  ["half a batch", digits({ batch_size: 2.5 }), "invalid_value", "batch_size"],
  ["an unknown layer", digits({ model: [{ type: "Linaer", out_features: 10 }] }), "unknown_name", "model[0].type"],
  ["an unknown field", digits({ model: [{ ...linear, units: 3 }] }), "unknown_field", "model[0].units"],
  ["an unknown optimizer", digits({ optimizer: { type: "Adagradd" } }), "unknown_name", "optimizer.type"],
  ["an unknown set", digits({ data: { name: "mnist" } }), "unknown_name", "data.name"],
  ["a missing field", digits({ model: [{ type: "Linear" }] }), "missing_field", "model[0].out_features"],
  ["no layers", digits({ model: [] }), "invalid_value", "model"],
  ["a layer that does not fit", digits({ model: [{ ...linear, in_features: 63 }] }), "shape_mismatch", "model[0]"],
  [
    "a Conv1d on rows",
    digits({ model: [{ type: "Conv1d", out_channels: 2, kernel_size: 3 }, linear] }),
    "shape_mismatch",
    "model[0]",
  ],
  [
    "a MaxPool1d on images",
    digits({ data: image, model: [{ type: "MaxPool1d", kernel_size: 2 }] }),
    "shape_mismatch",
    "model[0]",
  ],
  [
    "too much padding",
    digits({ data: image, model: [{ type: "AvgPool2d", kernel_size: 2, padding: 2 }] }),
    "invalid_value",
    "model[0].padding",
  ],
  [
    "no parts",
    digits({ data: image, model: [{ type: "AdaptiveAvgPool2d", output_size: 0 }] }),
    "invalid_value",
    "model[0].output_size",
  ],
  [
    "a foreign shape",
    digits({ model: [{ type: "LayerNorm", normalized_shape: [63] }, linear] }),
    "shape_mismatch",
    "model[0].normalized_shape",
  ],
  [
    "a shape that is a number",
    digits({ model: [{ type: "LayerNorm", normalized_shape: 64 as Anything }, linear] }),
    "invalid_value",
    "model[0].normalized_shape",
  ],
  [
    "an unknown approximation",
    digits({ model: [{ type: "GELU", approximate: "erf" as Anything }, linear] }),
    "unknown_name",
    "model[0].approximate",
  ],
  [
    "an endless alpha",
    digits({ model: [{ type: "ELU", alpha: Infinity }, linear] }),
    "invalid_value",
    "model[0].alpha",
  ],
  [
    "a Softmax over the rows",
    digits({ model: [linear, { type: "Softmax", dim: 0 }] }),
    "invalid_value",
    "model[1].dim",
  ],
  ["a Linear on images", digits({ data: image, model: [linear] }), "shape_mismatch", "model"],
  ["too few outputs", digits({ model: [{ type: "Linear", out_features: 9 }] }), "shape_mismatch", ""],
  ["a giant", digits({ model: [{ type: "Linear", out_features: 16_000_000 }, linear] }), "too_large", ""],
  ["all rows for training", digits({ data: { name: "digits", train: 1797 } }), "invalid_value", "data.train"],
  ["batch norm on one row", digits({ batch_size: 299 }), "invalid_value", "batch_size"],
  ["empty data", ownArrays({ inputs: [], targets: [] }), "bad_data", "data"],
  ["NaN inside", ownArrays({ inputs: new Float32Array(16).fill(Number.NaN) }), "bad_data", "data.inputs"],
  ["infinity inside", ownArrays({ inputs: [...Array(15).fill(0), Infinity] }), "bad_data", "data.inputs"],
  ["inputs too short", ownArrays({ inputs: new Float32Array(15) }), "shape_mismatch", "data.inputs"],
  ["targets too short", ownArrays({ targets: Int32Array.of(0, 1) }), "shape_mismatch", "data.targets"],
  ["texts as inputs", ownArrays({ inputs: ["a"] as Anything }), "bad_data", "data.inputs"],
  ["null as inputs", ownArrays({ inputs: null as Anything }), "bad_data", "data.inputs"],
  ["half a class", ownArrays({ targets: [0, 1, 0.5, 1, 0, 1, 0, 1] }), "bad_data", "data.targets"],
  ["a negative class", ownArrays({ targets: Int32Array.of(0, 1, 0, 1, 0, 1, 0, -1) }), "bad_data", "data.targets"],
  ["values for classes", ownArrays({ targets: new Float32Array(8) }), "shape_mismatch", "loss"],
  [
    "validation without targets",
    ownArrays({ validation: { inputs: [1, 2] } as Anything }),
    "bad_data",
    "data.validation",
  ],
  [
    "an unknown surface",
    { surface: { name: "hill", start: [0, 0] }, optimizer: { type: "SGD" } },
    "unknown_name",
    "surface.name",
  ],
  ["a surface with data", { ...digits(), surface: { name: "bowl", start: [0, 0] } }, "invalid_value", "data"],
];

function cyclic(): Anything {
  const program: Anything = digits();
  program.model.push(program);
  return program;
}

describe("programs", () => {
  test.each(badPrograms)("%s", (_, program: Program, code, where) => {
    const error = refusal(() => engine.createRun(program));
    expect({ code: error.code, where: error.where.slice(0, where.length) }).toEqual({ code, where });
    expect(error.message.length).toBeGreaterThan(error.where.length + 10);
    if (error.where) expect(error.message.startsWith(`[${error.where}] `)).toBe(true);
    // What JavaScript itself says of a getter or a circle stays as it is.
    if (!error.data.message.startsWith("cannot be read: "))
      expect(translate(error.data.message)).not.toMatch(/\b[a-z]{2,} [a-z]{2,}\b/);
    const said = engine.validate(program).map((one) => `${one.code} ${one.where}`);
    expect(said).toContain(`${error.code} ${error.where}`);
    expect(engine.createRun(ownArrays()).train(1).step).toBe(1);
  });

  test("estimateBytes refuses what it cannot read, and needs no data for the rest", () => {
    expect(refusal(() => engine.estimateBytes(digits({ batch_size: 0 }))).where).toBe("batch_size");
    expect(refusal(() => engine.estimateBytes(null as Anything)).where).toBe("program");
    expect(engine.estimateBytes(digits({ model: [{ type: "Linear", out_features: 9 }] }))).toBeGreaterThan(0);
  });

  test("validate names several mistakes at once", () => {
    const program = digits({ optimizer: { type: "SGD", lr: -1 }, batch_size: 0 });
    const where = engine.validate(program).map((error) => error.where);
    expect(where).toEqual(expect.arrayContaining(["optimizer.lr", "batch_size"]));
    for (const error of engine.validate(program)) expect(error).toBeInstanceOf(EngineError);
  });
});

describe("calls", () => {
  let run: Run;
  let state: string;
  beforeAll(() => {
    run = engine.createRun(digits());
    run.train(3);
    state = fingerprint();
  });
  const fingerprint = () => JSON.stringify([run.status(), run.stateDict(), [...run.checkpoint()]]);
  // Whatever was refused, the run is as it was.
  afterEach(() => expect(fingerprint()).toBe(state));

  const big = new Float32Array(64);
  const bad: [string, () => unknown, string][] = [
    ["train(NaN)", () => run.train(Number.NaN), "invalid_value"],
    ["train(-1)", () => run.train(-1), "invalid_value"],
    ["train(1.5)", () => run.train(1.5), "invalid_value"],
    ["train(Infinity)", () => run.train(Infinity), "invalid_value"],
    ["train('5')", () => run.train("5" as Anything), "invalid_value"],
    ["train()", () => run.train(undefined as Anything), "invalid_value"],
    ["train(5n)", () => run.train(5n as Anything), "invalid_value"],
    ["train(Symbol())", () => run.train(Symbol() as Anything), "invalid_value"],
    ["evaluate('test')", () => run.evaluate("test" as Anything), "unknown_name"],
    ["evaluate(3)", () => run.evaluate(3 as Anything), "invalid_value"],
    ["predict of a short array", () => run.predict(new Float32Array(63), 1), "shape_mismatch"],
    ["predict of more rows than given", () => run.predict(big, 2), "shape_mismatch"],
    ["predict of -1 rows", () => run.predict(big, -1), "invalid_value"],
    ["predict of a text", () => run.predict("digits" as Anything, 1), "bad_data"],
    ["predict of nothing", () => run.predict(undefined as Anything, 1), "bad_data"],
    ["predict of too many rows", () => run.predict(big, 2 ** 40), "invalid_value"],
    ["an unknown probe", () => run.probe("temperature"), "unknown_name"],
    ["a probe by number", () => run.probe(3 as Anything), "invalid_value"],
    ["a probe with unknown options", () => run.probe("weights", { bin: 3 }), "unknown_field"],
    ["a probe with bad options", () => run.probe("weights", { bins: -3 }), "invalid_value"],
    ["a decision grid of a 64-D input", () => run.probe("decision_grid", { x: [-1, 1], y: [-1, 1] }), "invalid_value"],
    ["setParameters of nothing", () => run.setParameters(undefined as Anything), "invalid_value"],
    ["setParameters of a short one", () => run.setParameters([{ name: "0.bias", data: [1] }]), "shape_mismatch"],
    ["setParameters of an unknown one", () => run.setParameters([{ name: "9.bias", data: [1] }]), "unknown_name"],
    [
      "a good and a bad parameter",
      () =>
        run.setParameters([
          { name: "0.bias", data: new Float32Array(32) },
          { name: "4.bias", data: [1] },
        ]),
      "shape_mismatch",
    ],
    [
      "half a state dict",
      () => run.loadStateDict({ "0.bias": { shape: [32], data: new Float32Array(32) } }),
      "missing_field",
    ],
    ["an empty checkpoint", () => run.restore(new Uint8Array(0)), "bad_checkpoint"],
    ["a foreign checkpoint", () => run.restore(engine.createRun(ownArrays()).checkpoint()), "bad_checkpoint"],
    ["a damaged checkpoint", () => run.restore(damaged(run.checkpoint())), "bad_checkpoint"],
    ["half a checkpoint", () => run.restore(run.checkpoint().subarray(0, 2000)), "bad_checkpoint"],
    ["a text as checkpoint", () => run.restore("abc" as Anything), "bad_checkpoint"],
    ["an update that needs a new run", () => run.update({ batch_size: 10 }), "needs_new_run"],
    ["a live and a dead change", () => run.update({ optimizer: { lr: 1 }, seed: 3 }), "needs_new_run"],
    ["an update out of range", () => run.update({ optimizer: { lr: -1 } }), "invalid_value"],
    ["an update of an unknown field", () => run.update({ optimizer: { rate: 1 } }), "unknown_field"],
    ["an update by null", () => run.update(null as Anything), "invalid_value"],
    ["matmul of short arrays", () => engine.matmul(big, big, 9, 9, 9), "shape_mismatch"],
    ["matmul of a fraction", () => engine.matmul(big, big, 0.5, 8, 8), "invalid_value"],
    ["matmul into a short array", () => engine.matmul(big, big, 8, 8, 8, new Float32Array(63)), "shape_mismatch"],
    ["matmul of texts", () => engine.matmul("a" as Anything, big, 8, 8, 8), "bad_data"],
    ["an unknown data file", () => engine.provide("mnist", new Uint8Array(3)), "bad_data"],
    ["a damaged data file", () => engine.provide("digits", new Uint8Array(300)), "bad_data"],
  ];
  test.each(bad)("%s", (_, act, code) => {
    expect(refusal(act).code).toBe(code);
  });

  function damaged(bytes: Uint8Array): Uint8Array {
    bytes[bytes.length >> 1] ^= 0x10;
    return bytes;
  }
});

describe("a disposed run", () => {
  test("refuses every call, is disposed a second time in peace, and leaves other runs alone", () => {
    const [run, other] = [engine.createRun(ownArrays()), engine.createRun(ownArrays())];
    run.dispose();
    run.dispose();
    expect(run.disposed).toBe(true);
    const calls: (() => unknown)[] = [
      () => run.train(1),
      () => run.program,
      () => run.evaluate("train"),
      () => run.history(),
      () => run.status(),
      () => run.parameters(),
      () => run.checkpoint(),
      () => run.restore(new Uint8Array(1)),
      () => run.probe("weights"),
      () => run.predict([1, 2], 1),
      () => run.update({}),
      () => run.setParameters([]),
      () => run.bytes(),
    ];
    for (const call of calls) expect(refusal(call).code).toBe("disposed");
    expect(other.train(3).step).toBe(3);
    other.dispose();
  });
});
