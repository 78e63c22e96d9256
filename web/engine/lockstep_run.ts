/** One run inside a session: trains, evaluates at its fixed steps and hands out what is new since the last snapshot. */
import type { Engine } from "./engine.js";
import { EngineError } from "./errors.js";
import { EvaluationRecord } from "./evaluation_record.js";
import { GradientRecord } from "./gradient_record.js";
import type { TrainAnswer } from "./module.js";
import type { EngineErrorData } from "./program.js";
import { type ProgramText, sameArrays, sameFrom } from "./program_text.js";
import type { Run, StateDict } from "./run.js";
import type { RunSnapshot, SessionRun, TakenRun } from "./session_types.js";
import type { Source } from "./transfer/source.js";

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

export class LockstepRun {
  readonly #engine: Engine;
  #name: string;
  #text: ProgramText | null = null;
  #run: Run | null = null;
  /** The network that its first layers are still to be borrowed from. */
  #loan: { source: Source; layers: number } | null = null;
  #error: EngineErrorData | undefined;
  #answer: TrainAnswer = { step: 0, epoch: 0, loss: Number.NaN, status: "running" };
  /** Its weights were put in from outside: until the next step they are to be evaluated, whatever the step is. */
  #exchanged = false;
  readonly #evaluations = new EvaluationRecord();
  readonly #gradients = new GradientRecord();
  /** The last step whose history row has been handed out. */
  #taken = -1;

  /** A program that the engine refuses gives a failed run, never an exception. */
  constructor(engine: Engine, { name, program }: SessionRun) {
    this.#engine = engine;
    this.#name = name;
    try {
      const text = engine.text(program);
      this.#begin(engine.begin(program, text), text);
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

  /** It has not borrowed yet what it borrows: nothing may be evaluated or trained before. */
  get borrowing(): boolean {
    return this.#loan !== null && this.running;
  }

  /** A step of the network that is borrowed from, and the loan once that is trained. */
  borrow(): void {
    const { source, layers } = this.#loan ?? {};
    if (!this.#run || !source || !layers) return;
    try {
      source.train(1);
      if (!source.trained) return;
      source.lend(this.#run, layers);
      this.#loan = null;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  train(steps: number): void {
    try {
      if (this.#run) this.#answer = this.#run.train(steps);
      this.#exchanged = false;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** What the last step's gradient was, where the record wants it: its own steps, and the one at which it diverged. */
  recordGradients(): void {
    const { status, diverged, step } = this.#answer;
    try {
      if (this.#run) this.#gradients.see(this.#run, status === "running" ? step : (diverged?.step ?? step), status);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  evaluationDue(every: number): boolean {
    if (every <= 0 || !this.running) return false;
    return this.#exchanged || (this.step % every === 0 && this.#evaluations.at !== this.step);
  }

  /** Evaluates one split: half of an evaluation, so that a time budget can end between the two. */
  evaluateSplit(): void {
    try {
      if (this.#run && this.#evaluations.evaluateSplit(this.#run, this.step)) this.#exchanged = false;
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
      evaluations: this.#evaluations.take(),
      batches: { step: new Float32Array(0), loss: new Float32Array(0) },
    };
    const gradients = this.#gradients.take();
    if (gradients) snapshot.gradients = gradients;
    if (this.borrowing) snapshot.borrowing = this.#loan!.source.share;
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
      const text = this.#engine.text(program);
      const before = this.#text;
      const same = before && text.json === before.json && sameArrays(text.arrays, before.arrays);
      if (same && sameFrom(text.beside, before.beside))
        return { outcome: "unchanged", commit: rename, abandon: nothing };
      if (before && this.running && this.#updateLive(text))
        return { outcome: "live", commit: rename, abandon: () => void this.#updateLive(before) };
      const fresh = this.#engine.begin(program, text);
      const commit = () => {
        rename();
        this.dispose();
        this.#begin(fresh, text);
      };
      return { outcome: "recreated", commit, abandon: () => fresh.run.dispose() };
    } catch (thrown) {
      if (!(thrown instanceof EngineError) || thrown.code === "crashed") throw thrown;
      return { outcome: "refused", error: thrown.data, commit: nothing, abandon: nothing };
    }
  }

  checkpoint(): RunCheckpoint {
    const keeps = this.#run !== null && this.#error === undefined && !this.#loan;
    return { bytes: keeps ? (this.#run as Run).checkpoint() : null, evaluatedAt: this.#evaluations.at };
  }

  /** Goes on from a checkpoint of the same program; without bytes the run stays at its start. */
  restore({ bytes, evaluatedAt }: RunCheckpoint): void {
    if (!bytes || !this.#run) return;
    this.#run.restore(bytes);
    this.#loan = null;
    this.#answer = this.#run.status();
    this.#evaluations.restore(evaluatedAt);
    this.#gradients.take();
    // Rows up to here were handed out before the checkpoint was taken; a surface's start is row 0.
    this.#taken = this.#answer.step === 0 ? -1 : this.#answer.step;
  }

  /** Goes back to a checkpoint of its own, made while it had this program; it may have diverged since. */
  backTo({ program }: SessionRun, checkpoint: RunCheckpoint): void {
    if (!checkpoint.bytes || !this.#run) return;
    this.#error = undefined;
    this.restore(checkpoint);
    // Live values came with the checkpoint.
    this.#text = this.#engine.text(program);
  }

  take(): TakenRun {
    const run = this.#present();
    return { step: this.step, weights: run.stateDict(), history: run.history() };
  }

  put(weights: StateDict): void {
    const run = this.#present();
    if (!this.running) throw new EngineError("invalid_value", "weights", "this run has diverged: reset it first");
    run.loadStateDict(weights);
    this.#loan = null;
    this.#exchanged = true;
    this.#evaluations.dropHalf();
  }

  dispose(): void {
    this.#run?.dispose();
    this.#run = null;
  }

  #begin({ run, source, layers }: ReturnType<Engine["begin"]>, text: ProgramText): void {
    this.#run = run;
    this.#loan = source && { source, layers };
    this.#text = text;
    this.#error = undefined;
    this.#answer = run.status();
    this.#evaluations.clear();
    this.#exchanged = false;
    this.#gradients.clear();
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

  #present(): Run {
    if (this.#run && !this.#error) return this.#run;
    throw this.#error
      ? EngineError.from(this.#error)
      : new EngineError("disposed", "run", "this run has been disposed");
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

/** The last of every `stride` values, and the very last. */
function everyLast(values: Float32Array, stride: number): Float32Array {
  if (stride === 1) return values;
  const kept = Math.ceil(values.length / stride);
  return Float32Array.from({ length: kept }, (_, i) => values[Math.min(values.length, (i + 1) * stride) - 1]);
}
