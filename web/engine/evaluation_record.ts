/** What evaluations of a run said, one split at a time, until it is handed out: the points of its curves. */
import { emptyCurves } from "./curves.js";
import { EngineError } from "./errors.js";
import type { Evaluation } from "./program.js";
import type { Run } from "./run.js";
import type { CurveChunk } from "./session_types.js";

export class EvaluationRecord {
  #at = -1;
  /** The training split's part of an evaluation whose validation part is still due. */
  #half: Evaluation | null = null;
  #validates = true;
  #points = emptyCurves();

  /** The step of the last whole evaluation; -1 before the first. */
  get at(): number {
    return this.#at;
  }

  /** Evaluates one split: half of an evaluation, so that a time budget can end between the two. True when it is whole. */
  evaluateSplit(run: Run, step: number): boolean {
    if (!this.#half) {
      this.#half = run.evaluate("train");
      if (this.#validates) return false;
    }
    this.#add(step, this.#half, this.#validates ? this.#validation(run) : null, run.penalty());
    return true;
  }

  /** Everything new since the last call. */
  take(): CurveChunk {
    const points = Object.entries(this.#points).map(([field, values]) => [field, Float32Array.from(values)]);
    this.#points = emptyCurves();
    return Object.fromEntries(points) as CurveChunk;
  }

  /** The run's weights have changed between the two halves. */
  dropHalf(): void {
    this.#half = null;
  }

  /** The run is where it was at a checkpoint, with its last evaluation at that step. */
  restore(at: number): void {
    this.#at = at;
    this.#half = null;
    this.#points = emptyCurves();
  }

  /** Another run. */
  clear(): void {
    this.restore(-1);
    this.#validates = true;
  }

  /** A set without a validation split has no such curve: NaN from then on. */
  #validation(run: Run): Evaluation | null {
    try {
      return run.evaluate("validation");
    } catch (thrown) {
      if (!(thrown instanceof EngineError) || thrown.code === "crashed") throw thrown;
      this.#validates = false;
      return null;
    }
  }

  #add(step: number, train: Evaluation, validation: Evaluation | null, penalty: number): void {
    const point: Record<keyof CurveChunk, number> = {
      step,
      trainLoss: train.loss,
      validationLoss: validation?.loss ?? Number.NaN,
      trainAccuracy: train.accuracy ?? Number.NaN,
      validationAccuracy: validation?.accuracy ?? Number.NaN,
      penalty,
    };
    for (const [field, value] of Object.entries(point)) this.#points[field as keyof CurveChunk].push(value);
    this.#at = step;
    this.#half = null;
  }
}
