/** Several runs in lockstep: what a figure trains. The same class serves the worker, the main thread and Node. */
import type { Engine } from "./engine.js";
import { EngineError } from "./errors.js";
import { LockstepRun, type Outcome, type RunCheckpoint } from "./lockstep_run.js";
import type { EngineErrorData, ProbeResult } from "./program.js";
import { measure } from "./run_probes.js";
import type { AdvanceRequest, ProbeRequest, SessionRun, SessionSnapshot } from "./session_types.js";

/** State of all runs, to go on from in another engine with the same programs. */
export interface SessionCheckpoint {
  step: number;
  runs: (RunCheckpoint & { step: number })[];
}

export interface TrainRequest {
  steps: number;
  budgetMs: number;
  evaluateEvery: number;
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
  /** Of the last stretch; 0 before the first. */
  #msPerStep = 0;

  constructor(engine: Engine, runs: readonly SessionRun[]) {
    this.#runs = runs.map((run) => new LockstepRun(engine, run));
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
   * Evaluations that are due come first, and no run trains on before they are done: a curve's points do not depend on the
   * clock. A run that was created anew catches up before the others move; those steps are not counted. A run that
   * diverges stops alone.
   */
  train({ steps, budgetMs, evaluateEvery }: TrainRequest, now: () => number): Trained {
    const start = now();
    const trained: Trained = { steps: 0, ms: 0, done: false };
    do {
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
      this.#trainStretch(living, steps, evaluateEvery, budgetMs - (now() - start), trained, now);
    } while (now() - start < budgetMs);
    return trained;
  }

  snapshot(probes: readonly ProbeRequest[], trained: Trained = { steps: 0, ms: 0, done: true }): SessionSnapshot {
    return {
      step: this.step,
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

  /** Takes a checkpoint of a session with the same programs. */
  restore({ runs }: SessionCheckpoint): void {
    if (runs.length !== this.#runs.length)
      throw new EngineError("bad_checkpoint", "restore", `expected ${this.#runs.length} runs, got ${runs.length}`);
    for (const [i, checkpoint] of runs.entries()) this.#runs[i].restore(checkpoint);
  }

  dispose(): void {
    for (const run of this.#runs) run.dispose();
  }

  #trainStretch(
    living: LockstepRun[],
    steps: number,
    evaluateEvery: number,
    leftMs: number,
    trained: Trained,
    now: () => number,
  ): void {
    const at = Math.min(...living.map((run) => run.step));
    const ahead = living.map((run) => run.step).filter((step) => step > at);
    const fits = this.#msPerStep > 0 ? Math.floor(leftMs / this.#msPerStep / 2) : 1;
    let stretch = Math.min(longestStretch, Math.max(1, fits));
    if (evaluateEvery > 0) stretch = Math.min(stretch, evaluateEvery - (at % evaluateEvery));
    stretch = Math.min(stretch, ahead.length > 0 ? Math.min(...ahead) - at : steps - trained.steps);

    const before = now();
    for (const run of living) if (run.step === at) run.train(stretch);
    const took = now() - before;
    // Browsers round their clocks; a stretch too short to be timed counts as a microsecond a step.
    this.#msPerStep = Math.max(took / stretch, 0.001);
    trained.ms += took;
    if (ahead.length === 0) trained.steps += stretch;
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
