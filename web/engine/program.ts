/** The program: what the engine trains, as plain data with PyTorch's names (shared/contracts.md). */

/** One layer. `type` is PyTorch's class name; the other fields are that layer's arguments. */
export interface LayerProgram {
  type: string;
  [field: string]: unknown;
}

/** A loss, an optimizer or a scheduler: PyTorch's class name and its arguments. */
export interface TypedProgram {
  type: string;
  [field: string]: unknown;
}

/** A set that the engine knows by name, with its arguments. */
export interface NamedData {
  name: string;
  seed?: number;
  [field: string]: unknown;
}

export type Numbers = Float32Array | Int32Array | readonly number[];

/** The caller's own arrays: class indices (Int32Array) or values (Float32Array, `[rows, out]`) as targets. */
export interface ArrayData {
  inputs: Numbers;
  targets: Numbers;
  /** Shape of one row; images are `(channels, height, width)`. */
  shape: readonly number[];
  validation?: {
    inputs: Numbers;
    targets: Numbers;
  };
}

export interface SurfaceProgram {
  name: string;
  /** Where the descent starts, `[x, y]`. */
  start: readonly [number, number];
}

/** Layers that do not begin from their own draw, but with what another network has learnt. */
export interface From {
  /** The whole program of that network; its seed is the borrower's unless it says another. */
  program: Program;
  /** How long it is trained before. */
  steps: number;
  /** So many of the model's layers, from the first on, begin with its weights. */
  layers: number;
}

export interface Program {
  seed?: number;
  data?: NamedData | ArrayData;
  model?: readonly LayerProgram[];
  loss?: TypedProgram;
  optimizer?: TypedProgram;
  scheduler?: TypedProgram;
  clip_grad_norm?: { max_norm: number };
  batch_size?: number;
  shuffle?: boolean;
  drop_last?: boolean;
  /** A 2-D test surface in place of data, model and loss. */
  surface?: SurfaceProgram;
  /** Transfer learning. */
  from?: From;
}

/** What the engine answers to anything it refuses; `where` names the field: `model[2].p`. */
export interface EngineErrorData {
  code: string;
  where: string;
  message: string;
}

export type RunStatus = "running" | "diverged";

export interface TrainResult {
  step: number;
  /** The last batch's loss, before its update, penalty included. */
  loss: number;
  status: RunStatus;
  diverged?: { step: number; layer: string };
}

export interface Evaluation {
  /** Mean over the whole split, in eval mode, without the penalty. */
  loss: number;
  /** Share of rows classified correctly, 0 to 1; null for regression. */
  accuracy: number | null;
}

/** A measurement's arrays by name, row-major, copied out of the engine. */
export interface ProbeResult {
  [name: string]: { shape: number[]; data: Float32Array };
}
