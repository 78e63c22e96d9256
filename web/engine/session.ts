/** Several runs in lockstep: what a figure trains. The same class serves the worker, the main thread and Node. */
import type { Engine } from "./engine.js";
import { EngineError } from "./errors.js";
import { nextRow } from "./gradient_record.js";
import { LockstepRun, type Outcome, type RunCheckpoint } from "./lockstep_run.js";
import { Marks } from "./marks.js";
import type { EngineErrorData, ProbeResult } from "./program.js";
import type { StateDict } from "./run.js";
import { measure } from "./run_probes.js";
import type { AdvanceRequest, ProbeRequest, SessionRun, SessionSnapshot, TakenRun } from "./session_types.js";

/** State of all runs, to go on from in another engine with the same programs. */
export interface SessionCheckpoint {
  step: number;
  runs: (RunCheckpoint & { step: number })[];
}

export interface TrainRequest {
  steps: number;
  budgetMs: number;
  evaluateEvery: number;
  gradients?: boolean | undefined;
}

/** Steps of every run, the time they took, and whether all that was asked for is done. */
export interface Trained {
  steps: number;
  ms: number;
  done: boolean;
}

/** Between two looks at the clock no more steps than this, however fast they are. */
const longestStretch = 256;

export class Session {
  #runs: LockstepRun[];
  /** All programs since the start, and which of them are in force. */
  #versions: (readonly SessionRun[])[];
  #version = 0;
  /** Where this session can go back to. */
  readonly #marks = new Marks();
  /** Of the last stretch; 0 before the first. */
  #msPerStep = 0;

  constructor(engine: Engine, runs: readonly SessionRun[]) {
    this.#runs = runs.map((run) => new LockstepRun(engine, run));
    this.#versions = [runs];
  }

  /** Steps that every living run has made. */
  get step(): number {
    const living = this.#runs.filter((run) => run.running);
    const steps = (living.length > 0 ? living : this.#runs).map((run) => run.step);
    return living.length > 0 ? Math.min(...steps) : Math.max(0, ...steps);
  }

  /** Trains within steps and budget, then measures. `now` is the caller's clock in milliseconds. */
  advance(request: AdvanceRequest, now: () => number): SessionSnapshot {
    const trained = this.train(request, now);
    return this.snapshot(request.probes, trained);
  }

  /**
   * What runs borrow is trained before all else. Evaluations that are due come first then, and no run trains on before they are done: a curve's points do not depend on the
   * clock. A run that was created anew catches up before the others move; those steps are not counted. A run that
   * diverges stops alone.
   */
  train(request: TrainRequest, now: () => number): Trained {
    const { steps, budgetMs, evaluateEvery } = request;
    const start = now();
    const trained: Trained = { steps: 0, ms: 0, done: false };
    do {
      const borrower = this.#runs.find((run) => run.borrowing);
      if (borrower) {
        borrower.borrow();
        continue;
      }
      const due = this.#runs.find((run) => run.evaluationDue(evaluateEvery));
      if (due) {
        due.evaluateSplit();
        continue;
      }
      const living = this.#runs.filter((run) => run.running);
      if (trained.steps >= steps || living.length === 0) {
        trained.done = true;
        break;
      }
      this.#trainStretch(living, request, budgetMs - (now() - start), trained, now);
    } while (now() - start < budgetMs);
    return trained;
  }

  snapshot(probes: readonly ProbeRequest[], trained: Trained = { steps: 0, ms: 0, done: true }): SessionSnapshot {
    const { step } = this;
    if (step > 0) this.#marks.pass(step, this.#version, () => this.checkpoint().runs);
    return {
      step,
      runs: this.#runs.map((run) => run.snapshot()),
      probes: Object.fromEntries(probes.map((probe) => [probe.key, this.#measure(probe)])),
      trainedMs: trained.ms,
      trainedSteps: trained.steps,
    };
  }

  /**
   * Gives every run its new program; only runs that cannot take it live are created again. All or nothing: when one run
   * is refused the others answer "unchanged", and are.
   */
  update(runs: readonly SessionRun[]): { outcome: Outcome; error?: EngineErrorData }[] {
    if (runs.length !== this.#runs.length)
      throw new EngineError("invalid_value", "update", `expected ${this.#runs.length} runs, got ${runs.length}`);
    this.#msPerStep = 0;
    const prepared = runs.map((run, i) => this.#runs[i].prepare(run));
    if (prepared.every(({ outcome }) => outcome !== "refused")) {
      for (const one of prepared) one.commit();
      if (prepared.some(({ outcome }) => outcome === "recreated")) this.#marks.clear();
      else if (prepared.some(({ outcome }) => outcome === "live")) this.#marks.dropAfter(this.step);
      this.#version = this.#versions.push(runs) - 1;
      return prepared.map(({ outcome }) => ({ outcome }));
    }
    for (const one of prepared) one.abandon();
    return prepared.map(({ outcome, error }) =>
      outcome === "refused" ? { outcome, error } : { outcome: "unchanged" as const },
    );
  }

  checkpoint(): SessionCheckpoint {
    return { step: this.step, runs: this.#runs.map((run) => ({ ...run.checkpoint(), step: run.step })) };
  }

  /**
   * Goes back to the last mark before `step`, and to the programs that were in force there: answers which, counting those
   * of the start as 0 and every accepted update's as one more. Null, and nothing changes, where there is no mark. What a step leaves behind (its batch, its gradients) is not in a mark: make a
   * step before you measure.
   */
  seek(step: number): number | null {
    const mark = this.#marks.before(step);
    if (!mark) return null;
    this.#runs.forEach((run, i) => {
      run.backTo(this.#versions[mark.version][i], mark.runs[i]);
    });
    this.#version = mark.version;
    return mark.version;
  }

  /** Takes a checkpoint of a session with the same programs. */
  restore({ runs }: SessionCheckpoint): void {
    if (runs.length !== this.#runs.length)
      throw new EngineError("bad_checkpoint", "restore", `expected ${this.#runs.length} runs, got ${runs.length}`);
    for (const [i, checkpoint] of runs.entries()) this.#runs[i].restore(checkpoint);
  }

  /** One run to take along; it trains on as if nothing had been. */
  take(index: number): TakenRun {
    return this.#run(index).take();
  }

  /** Other weights for one run, which goes on from them; strict as PyTorch's `load_state_dict`. */
  put(index: number, weights: StateDict): void {
    this.#run(index).put(weights);
    // What lies ahead was made with other weights: the programs count as new ones.
    this.#marks.dropAfter(this.step);
    this.#version = this.#versions.push(this.#versions[this.#version]) - 1;
  }

  dispose(): void {
    for (const run of this.#runs) run.dispose();
  }

  #trainStretch(
    living: LockstepRun[],
    { steps, evaluateEvery, gradients }: TrainRequest,
    leftMs: number,
    trained: Trained,
    now: () => number,
  ): void {
    const at = Math.min(...living.map((run) => run.step));
    const ahead = living.map((run) => run.step).filter((step) => step > at);
    const fits = this.#msPerStep > 0 ? Math.floor(leftMs / this.#msPerStep / 2) : 1;
    let stretch = Math.min(longestStretch, Math.max(1, fits));
    if (evaluateEvery > 0) stretch = Math.min(stretch, evaluateEvery - (at % evaluateEvery));
    if (gradients) stretch = Math.min(stretch, nextRow(at) - at);
    stretch = Math.min(stretch, ahead.length > 0 ? Math.min(...ahead) - at : steps - trained.steps);

    const before = now();
    const moving = living.filter((run) => run.step === at);
    for (const run of moving) run.train(stretch);
    const took = now() - before;
    if (gradients) for (const run of moving) run.recordGradients();
    // Browsers round their clocks; a stretch too short to be timed counts as a microsecond a step.
    this.#msPerStep = Math.max(took / stretch, 0.001);
    trained.ms += took;
    if (ahead.length === 0) trained.steps += stretch;
  }

  #run(index: number): LockstepRun {
    const run = this.#runs[index];
    if (!run) throw new EngineError("invalid_value", "run", `there is no run ${index}`);
    return run;
  }

  #measure({ run: index, name, options }: ProbeRequest): ProbeResult | EngineErrorData {
    const run = this.#runs[index];
    if (!run?.inside)
      return run?.error ?? { code: "invalid_value", where: "probe.run", message: `there is no run ${index}` };
    try {
      return measure(run.inside, name, options);
    } catch (thrown) {
      if (thrown instanceof EngineError && thrown.code !== "crashed") return thrown.data;
      throw thrown;
    }
  }
}
