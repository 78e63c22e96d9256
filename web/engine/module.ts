/** The shape of the built wasm module (engine/bindings); the build's own livefig.d.ts is checked against it in tests. */
import type { EngineErrorData, Evaluation, TrainResult } from "./program.js";

export interface Failure {
  error: EngineErrorData;
}

export interface NamedArray {
  name: string;
  shape: number[];
  data: Float32Array;
}

/** The caller's own data; null for named data and surfaces. */
export interface CallerArrays {
  inputs: Float32Array;
  targets: Int32Array | Float32Array;
  validationInputs?: Float32Array;
  validationTargets?: Int32Array | Float32Array;
}

export interface TrainAnswer extends TrainResult {
  epoch: number;
}

/** Columns of equal length; x and y only on a surface: the position after that step. */
export interface HistoryColumns {
  step: Float32Array;
  epoch: Float32Array;
  /** That step's batch loss, penalty included. */
  trainLoss: Float32Array;
  penalty: Float32Array;
  /** The learning rate of that step's update. */
  lr: Float32Array;
  x?: Float32Array;
  y?: Float32Array;
}

export interface LayerInfo {
  index: number;
  name: string;
  type: string;
  /** One row's output. */
  shape: number[];
  parameters: number;
}

/** What createRun answered; a handle is never given twice, and a disposed one is refused. */
export type RunHandle = number;

export interface WasmModule {
  version(): string;
  describe(): string;
  matmul(
    a: Float32Array,
    b: Float32Array,
    out: Float32Array | null,
    m: number,
    k: number,
    n: number,
  ): Float32Array | Failure;
  provide(name: string, bytes: Uint8Array): null | Failure;
  validate(json: string, arrays: CallerArrays | null): EngineErrorData[];
  estimateBytes(json: string, arrays: CallerArrays | null): number | Failure;
  createRun(json: string, arrays: CallerArrays | null): RunHandle | Failure;

  program(run: RunHandle): string | Failure;
  train(run: RunHandle, steps: number): TrainAnswer | Failure;
  status(run: RunHandle): TrainAnswer | Failure;
  evaluate(run: RunHandle, split: string): Evaluation | Failure;
  predict(run: RunHandle, inputs: Float32Array, rows: number): Float32Array | Failure;
  probe(run: RunHandle, name: string, optionsJson: string): NamedArray[] | Failure;
  history(run: RunHandle, since: number): HistoryColumns | Failure;
  layers(run: RunHandle): LayerInfo[] | Failure;
  parameters(run: RunHandle): NamedArray[] | Failure;
  setParameters(run: RunHandle, list: NamedArray[]): null | Failure;
  stateDict(run: RunHandle): NamedArray[] | Failure;
  loadStateDict(run: RunHandle, list: NamedArray[]): null | Failure;
  update(run: RunHandle, json: string): null | Failure;
  checkpoint(run: RunHandle): Uint8Array | Failure;
  restore(run: RunHandle, bytes: Uint8Array): null | Failure;
  penalty(run: RunHandle): number | Failure;
  bytes(run: RunHandle): number | Failure;
  dispose(run: RunHandle): void;
}

export function isFailure(answer: unknown): answer is Failure {
  return typeof answer === "object" && answer !== null && "error" in answer;
}
