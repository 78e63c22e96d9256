/** One run inside a session: trains, evaluates at its fixed steps and hands out what is new since the last snapshot. */
import type { Engine } from "./engine.js";
import { EngineError } from "./errors.js";
import type { TrainAnswer } from "./module.js";
import type { EngineErrorData, Evaluation } from "./program.js";
import { type ProgramText, sameArrays, toText } from "./program_text.js";
import type { Run } from "./run.js";
import type { CurveChunk, RunSnapshot, SessionRun } from "./session_types.js";

/** A run's part of a session's checkpoint; `bytes` is null when there was nothing to keep. */
export interface RunCheckpoint {
  bytes: Uint8Array | null;
  evaluatedAt: number;
}

export type Outcome = "unchanged" | "live" | "recreated" | "refused";

/** A new program tried out: exactly one of `commit` and `abandon` is called, and the second leaves all as it was. */
export interface Prepared {
  outcome: Outcome;
  error?: EngineErrorData;
  commit(): void;
  abandon(): void;
}

/** Batch losses in one snapshot: more than a curve can show are thinned. */
const batchPoints = 512;

const curveFields = ["step", "trainLoss", "validationLoss", "trainAccuracy", "validationAccuracy", "penalty"] as const; // prettier-ignore

export class LockstepRun {
  readonly #engine: Engine;
  #name: string;
  #text: ProgramText | null = null;
  #run: Run | null = null;
  #error: EngineErrorData | undefined;
  #answer: TrainAnswer = { step: 0, epoch: 0, loss: Number.NaN, status: "running" };
  #evaluatedAt = -1;
  /** The training split's part of an evaluation whose validation part is still due. */
  #half: Evaluation | null = null;
  #validates = true;
  #curve: Record<keyof CurveChunk, number[]> = emptyCurve();
  /** The last step whose history row has been handed out. */
  #taken = -1;

  /** A program that the engine refuses gives a failed run, never an exception. */
  constructor(engine: Engine, { name, program }: SessionRun) {
    this.#engine = engine;
    this.#name = name;
    try {
      this.#text = toText(program);
      this.#run = engine.createRun(program);
      this.#answer = this.#run.status();
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  get step(): number {
    return this.#answer.step;
  }

  get running(): boolean {
    return this.#run !== null && this.#error === undefined && this.#answer.status === "running";
  }

  /** The engine's run, for probes; null when it could not be made. */
  get inside(): Run | null {
    return this.#run;
  }

  get error(): EngineErrorData | undefined {
    return this.#error;
  }

  train(steps: number): void {
    try {
      if (this.#run) this.#answer = this.#run.train(steps);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  evaluationDue(every: number): boolean {
    return every > 0 && this.running && this.step % every === 0 && this.#evaluatedAt !== this.step;
  }

  /** Evaluates one split: half of an evaluation, so that a time budget can end between the two. */
  evaluateSplit(): void {
    const run = this.#run;
    if (!run) return;
    try {
      if (!this.#half) {
        this.#half = run.evaluate("train");
        if (this.#validates) return;
      }
      this.#addPoint(run, this.#half, this.#validates ? this.#validation(run) : null);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Everything new since the last call. */
  snapshot(): RunSnapshot {
    const snapshot: RunSnapshot = {
      name: this.#name,
      status: this.#error ? "failed" : this.#answer.status,
      step: this.#answer.step,
      epoch: this.#answer.epoch,
      loss: this.step > 0 ? this.#answer.loss : Number.NaN,
      evaluations: Object.fromEntries(
        curveFields.map((field) => [field, Float32Array.from(this.#curve[field])]),
      ) as unknown as CurveChunk,
      batches: { step: new Float32Array(0), loss: new Float32Array(0) },
    };
    this.#curve = emptyCurve();
    if (this.#answer.diverged) snapshot.diverged = this.#answer.diverged;
    if (this.#error) snapshot.error = this.#error;
    else this.#takeHistory(snapshot);
    return snapshot;
  }

  /** Tries a new program: in place where it can, else as a run from its seed; a refused one cannot be committed. */
  prepare({ name, program }: SessionRun): Prepared {
    const nothing = () => {};
    const rename = () => {
      this.#name = name;
    };
    try {
      const text = toText(program);
      const before = this.#text;
      if (before && text.json === before.json && sameArrays(text.arrays, before.arrays))
        return { outcome: "unchanged", commit: rename, abandon: nothing };
      if (before && this.running && this.#updateLive(text))
        return { outcome: "live", commit: rename, abandon: () => void this.#updateLive(before) };
      const fresh = this.#engine.createRun(program);
      const commit = () => {
        rename();
        this.dispose();
        this.#begin(fresh, text);
      };
      return { outcome: "recreated", commit, abandon: () => fresh.dispose() };
    } catch (thrown) {
      if (!(thrown instanceof EngineError) || thrown.code === "crashed") throw thrown;
      return { outcome: "refused", error: thrown.data, commit: nothing, abandon: nothing };
    }
  }

  checkpoint(): RunCheckpoint {
    const keeps = this.#run !== null && this.#error === undefined;
    return { bytes: keeps ? (this.#run as Run).checkpoint() : null, evaluatedAt: this.#evaluatedAt };
  }

  /** Goes on from a checkpoint of the same program; without bytes the run stays at its start. */
  restore({ bytes, evaluatedAt }: RunCheckpoint): void {
    if (!bytes || !this.#run) return;
    this.#run.restore(bytes);
    this.#answer = this.#run.status();
    this.#evaluatedAt = evaluatedAt;
    this.#half = null;
    this.#curve = emptyCurve();
    // Rows up to here were handed out before the checkpoint was taken; a surface's start is row 0.
    this.#taken = this.#answer.step === 0 ? -1 : this.#answer.step;
  }

  dispose(): void {
    this.#run?.dispose();
    this.#run = null;
  }

  #begin(run: Run, text: ProgramText): void {
    this.#run = run;
    this.#text = text;
    this.#error = undefined;
    this.#answer = run.status();
    this.#evaluatedAt = -1;
    this.#half = null;
    this.#validates = true;
    this.#curve = emptyCurve();
    this.#taken = -1;
  }

  #updateLive(text: ProgramText): boolean {
    try {
      this.#run?.reprogramText(text);
      this.#text = text;
      return true;
    } catch (thrown) {
      if (thrown instanceof EngineError && thrown.code === "needs_new_run") return false;
      throw thrown;
    }
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

  #addPoint(run: Run, train: Evaluation, validation: Evaluation | null): void {
    const point: Record<keyof CurveChunk, number> = {
      step: this.step,
      trainLoss: train.loss,
      validationLoss: validation?.loss ?? Number.NaN,
      trainAccuracy: train.accuracy ?? Number.NaN,
      validationAccuracy: validation?.accuracy ?? Number.NaN,
      penalty: run.penalty(),
    };
    for (const field of curveFields) this.#curve[field].push(point[field]);
    this.#evaluatedAt = this.step;
    this.#half = null;
  }

  #takeHistory(snapshot: RunSnapshot): void {
    if (!this.#run) return;
    const { step, trainLoss, x, y } = this.#run.history(this.#taken);
    if (step.length === 0) return;
    this.#taken = step[step.length - 1];
    const stride = Math.ceil(step.length / batchPoints);
    snapshot.batches = { step: everyLast(step, stride), loss: everyLast(trainLoss, stride) };
    if (!x || !y) return;
    snapshot.path = new Float32Array(2 * x.length);
    for (let i = 0; i < x.length; i++) snapshot.path.set([x[i], y[i]], 2 * i);
  }

  #fail(thrown: unknown): void {
    // A trap concerns the whole engine, not this run: the worker is thrown away for it.
    if (!(thrown instanceof EngineError) || thrown.code === "crashed") throw thrown;
    this.#error = thrown.data;
  }
}

function emptyCurve(): Record<keyof CurveChunk, number[]> {
  return { step: [], trainLoss: [], validationLoss: [], trainAccuracy: [], validationAccuracy: [], penalty: [] };
}

/** The last of every `stride` values, and the very last. */
function everyLast(values: Float32Array, stride: number): Float32Array {
  if (stride === 1) return values;
  const kept = Math.ceil(values.length / stride);
  return Float32Array.from({ length: kept }, (_, i) => values[Math.min(values.length, (i + 1) * stride) - 1]);
}
