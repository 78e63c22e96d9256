/** What a session (several runs in lockstep) is asked for and what it gives back, per frame. */
import type { HistoryColumns } from "./module.js";
import type { EngineErrorData, ProbeResult, Program } from "./program.js";
import type { StateDict } from "./run.js";

/** One run of a session. */
export interface SessionRun {
  name: string;
  program: Program;
}

/** A probe that a view wants to see; `key` names it in the snapshot. */
export interface ProbeRequest {
  key: string;
  run: number;
  name: string;
  options: Record<string, unknown>;
}

export interface AdvanceRequest {
  /** At most this many steps of every run (0: only measure). */
  steps: number;
  /** The session stops early when this much time is used up; milliseconds. */
  budgetMs: number;
  /** Evaluate both splits whenever the step is a multiple of this; 0: never. */
  evaluateEvery: number;
  probes: ProbeRequest[];
  /** Keep how much gradient reached each layer, at the steps of gradient_record.ts. */
  gradients?: boolean | undefined;
  /** Nobody watches: it yields to whatever is watched (background.ts). */
  background?: boolean;
}

/** New points of a run's curves since the last snapshot; columns of equal length. */
export interface CurveChunk {
  step: Float32Array;
  /** Loss of the whole split in eval mode, without the penalty. */
  trainLoss: Float32Array;
  validationLoss: Float32Array;
  trainAccuracy: Float32Array;
  validationAccuracy: Float32Array;
  /** The explicit penalty λ·Σw² at that step. */
  penalty: Float32Array;
}

/** Norms of the gradient by layer: `norm` has a row per step, a column per top-level layer (its index in `layer`). */
export interface GradientRows {
  step: Float32Array;
  layer: Float32Array;
  norm: Float32Array;
}

export interface RunSnapshot {
  name: string;
  status: "running" | "diverged" | "failed";
  /** Where and when NaN or Inf first stood. */
  diverged?: { step: number; layer: string };
  error?: EngineErrorData;
  step: number;
  epoch: number;
  /** How far the network is trained that this run is still to borrow from, 0 to 1; nothing moves before. */
  borrowing?: number;
  /** The last batch's loss, penalty included. */
  loss: number;
  evaluations: CurveChunk;
  /** Every step's batch loss since the last snapshot (thinned above 512 points). */
  batches: { step: Float32Array; loss: Float32Array };
  /** Rows since the last snapshot, where they were asked for. */
  gradients?: GradientRows;
  /** On a 2-D surface: the positions since the last snapshot, x and y in turn. */
  path?: Float32Array;
}

/** A run to take along: its arrays by PyTorch's names as they are at `step`, and every step that it has recorded. */
export interface TakenRun {
  step: number;
  weights: StateDict;
  history: HistoryColumns;
}

export interface SessionSnapshot {
  /** Steps every living run has made. */
  step: number;
  runs: RunSnapshot[];
  probes: Record<string, ProbeResult | EngineErrorData>;
  /** Milliseconds spent training (not probing) in this advance, and the steps made. */
  trainedMs: number;
  trainedSteps: number;
}
