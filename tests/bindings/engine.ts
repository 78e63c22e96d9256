/** The engine that all tests of one file share, and the small programs that they train. */
import { type Engine, EngineError, loadEngine } from "../../web/engine/load.js";
import type { ArrayData, Program } from "../../web/engine/program.js";

let loaded: Promise<Engine> | undefined;

export function engine(): Promise<Engine> {
  loaded ??= loadEngine();
  return loaded;
}

/** Digits with dropout and batch norm: every random stream and every buffer takes part. */
export function digits(changes: Partial<Program> = {}): Program {
  return {
    seed: 7,
    data: { name: "digits", train: 300 },
    model: [
      { type: "Linear", out_features: 32 },
      { type: "BatchNorm1d" },
      { type: "ReLU" },
      { type: "Dropout", p: 0.5 },
      { type: "Linear", out_features: 10 },
    ],
    loss: { type: "CrossEntropyLoss", l2: 1e-4 },
    optimizer: { type: "Adam", lr: 0.003 },
    batch_size: 50,
    ...changes,
  };
}

/** Eight points of two classes, as the caller's own arrays. */
export function ownArrays(data: Partial<ArrayData> = {}, changes: Partial<Program> = {}): Program {
  return {
    seed: 1,
    data: {
      inputs: Float32Array.from({ length: 16 }, (_, i) => Math.fround(((i * 7) % 5) - 2)),
      targets: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
      shape: [2],
      ...data,
    },
    model: [{ type: "Linear", out_features: 4 }, { type: "Tanh" }, { type: "Linear", out_features: 2 }],
    loss: { type: "CrossEntropyLoss" },
    optimizer: { type: "SGD", lr: 0.1 },
    batch_size: 4,
    ...changes,
  };
}

export function surface(changes: Partial<Program> = {}): Program {
  return {
    surface: { name: "rosenbrock", start: [-1, 1] },
    optimizer: { type: "SGD", lr: 0.001, momentum: 0.9 },
    ...changes,
  };
}

/** The EngineError that `act` throws; anything else it throws, or nothing, fails the test. */
export function refusal(act: () => unknown): EngineError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was refused");
}
