/** A client that trains nothing but counts, and a clock that moves when told: the runtime without an engine. */
import type { Client, ClientSession, Replaced, RunUpdate } from "../../../web/engine/client.js";
import type { Description } from "../../../web/engine/describe/description.js";
import { EngineError } from "../../../web/engine/errors.js";
import type { EngineErrorData, Program } from "../../../web/engine/program.js";
import type { StateDict } from "../../../web/engine/run.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot, TakenRun } from "../../../web/engine/session_types.js";
import type { Clock } from "../../../web/figure/pace.js";
import { snapshotAt } from "./sample.js";

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) await Promise.resolve();
}

export class FakeClock implements Clock {
  time = 0;
  #callbacks = new Map<number, () => void>();
  #next = 1;
  now(): number {
    return this.time;
  }
  requestFrame(callback: () => void): number {
    this.#callbacks.set(this.#next, callback);
    return this.#next++;
  }
  cancelFrame(handle: number): void {
    this.#callbacks.delete(handle);
  }
  get waiting(): number {
    return this.#callbacks.size;
  }
  /** Frames of 20 ms. */
  async frames(count: number): Promise<void> {
    for (let frame = 0; frame < count; frame += 1) {
      this.time += 20;
      const callbacks = [...this.#callbacks.values()];
      this.#callbacks.clear();
      for (const callback of callbacks) callback();
      await settled();
    }
  }
}

const layers = (run: SessionRun) => run.program.model ?? [];
const widths = (run: SessionRun) => layers(run).map((layer) => layer.out_features);

export class FakeSession implements ClientSession {
  readonly requests: AdvanceRequest[] = [];
  readonly log: string[] = [];
  onReplaced: ((event: Replaced) => void) | null = null;
  place: ClientSession["place"] = "worker";
  step = 0;
  /** Steps one advance manages within its budget. */
  capacity = 1000;
  /** While set, advance waits for it. */
  gate: Promise<void> | null = null;
  disposed = false;
  #evaluated = -1;
  constructor(public runs: SessionRun[]) {}

  async advance(request: AdvanceRequest): Promise<SessionSnapshot> {
    this.requests.push(request);
    await this.gate;
    const before = this.step;
    this.step += Math.min(request.steps, this.capacity);
    const evaluated: number[] = [];
    for (let step = this.#evaluated + 1; step <= this.step; step += 1) {
      if (step % request.evaluateEvery === 0) evaluated.push(step);
    }
    this.#evaluated = this.step;
    const snapshot = snapshotAt(this.step, evaluated);
    const answer = { x: { shape: [1], data: Float32Array.of(this.step) } };
    snapshot.probes = Object.fromEntries(request.probes.map(({ key }) => [key, answer]));
    snapshot.trainedSteps = this.step - before;
    return snapshot;
  }

  /** Dropout's p is live, a width is not; p of 1 and more is refused. */
  async update(runs: SessionRun[]): Promise<RunUpdate[]> {
    const refused = (run: SessionRun) => layers(run).some(({ p }) => (p as number) >= 1);
    const error = { code: "invalid_value", where: "model[2].p", message: "must be below 1" };
    if (runs.some(refused)) {
      this.log.push("refuse");
      return runs.map((run) => (refused(run) ? { outcome: "refused", error } : { outcome: "unchanged" }));
    }
    return runs.map((run, index): RunUpdate => {
      const was = this.runs[index];
      if (JSON.stringify(run) === JSON.stringify(was)) return { outcome: "unchanged" };
      this.runs = this.runs.with(index, run);
      const live = JSON.stringify(widths(run)) === JSON.stringify(widths(was)) && run.program.seed === was.program.seed;
      this.log.push(live ? "live" : "recreate");
      return { outcome: live ? "live" : "recreated" };
    });
  }

  async reset(runs?: SessionRun[]): Promise<void> {
    this.log.push("reset");
    this.runs = runs ?? this.runs;
    this.step = 0;
    this.#evaluated = -1;
  }
  async seek(): Promise<null> {
    return null;
  }
  async checkpoint(): Promise<void> {
    this.log.push(`checkpoint ${this.step}`);
  }
  async take(run: number): Promise<TakenRun> {
    this.log.push(`take ${run}`);
    const column = Float32Array.of(this.step);
    const history = { step: column, epoch: column, trainLoss: column, penalty: column, lr: column };
    return { step: this.step, weights: { "0.weight": { shape: [1], data: column } }, history };
  }
  /** An array of any other name is refused. */
  async put(run: number, weights: StateDict): Promise<void> {
    const unknown = Object.keys(weights).find((name) => name !== "0.weight");
    if (unknown) throw new EngineError("unknown_name", unknown, "is not an array of this model");
    this.log.push(`put ${run}`);
    this.#evaluated = this.step - 1;
  }
  async describe(): Promise<Description> {
    return { fields: [], families: {} };
  }
  /** As update refuses. */
  async validate(program: Program): Promise<EngineErrorData[]> {
    const refused = (program.model ?? []).some(({ p }) => (p as number) >= 1);
    return refused ? [{ code: "invalid_value", where: "model[2].p", message: "must be below 1" }] : [];
  }
  dispose(): void {
    this.disposed = true;
  }
  /** What the pool does when a worker died: the session goes on from its last checkpoint. */
  replace(step: number): void {
    this.step = step;
    this.onReplaced?.({ reason: "silent", step, steps: this.runs.map(() => step) });
  }
}

export class FakeClient implements Client {
  sessions: FakeSession[] = [];
  refusal: EngineError | null = null;
  /** While set, createSession waits for it. */
  gate: Promise<void> | null = null;
  prepare: (session: FakeSession) => void = () => undefined;
  async createSession(runs: SessionRun[]): Promise<ClientSession> {
    await this.gate;
    if (this.refusal) throw this.refusal;
    const session = new FakeSession(runs);
    this.prepare(session);
    this.sessions.push(session);
    return session;
  }
  warmUp(): void {}
  dispose(): void {}
}
