/** What outlives a worker: the sessions that can be made again in its successor, and what they asked and still wait for. */
import type { Replaced } from "./client.js";
import { EngineError } from "./errors.js";
import type { EngineErrorData } from "./program.js";
import type { Results, Work } from "./protocol.js";
import type { SessionCheckpoint } from "./session.js";
import type { SessionRun } from "./session_types.js";

/** What a session needs to be made again in another worker. */
export interface Kept {
  number: number;
  /** The programs of its last answered create or update; null until the first. */
  runs: SessionRun[] | null;
  checkpoint: SessionCheckpoint | null;
  /** Workers that died over this session since it last got an answer. */
  deaths: number;
  replaced(event: Replaced): void;
}

export type Ask = Work extends infer W ? (W extends Work ? Omit<W, "id" | "session"> : never) : never;

interface Outstanding {
  work: Work;
  resolve(result: Results[keyof Results]): void;
  reject(error: EngineError): void;
  /** Our own making again after a death, not something a figure asked for. */
  again: boolean;
}

const deathsPerSession = 3;

let nextId = 1;

export class SessionLedger {
  readonly #send: (work: Work) => void;
  readonly #kept = new Map<number, Kept>();
  readonly #outstanding = new Map<number, Outstanding>();
  /** Why the last worker is no more, until its sessions are made again. */
  #lost: Replaced["reason"] | null = null;
  /** Why no worker will come any more. */
  #closed: EngineError | null = null;

  /** `send` gives work to the worker that is there, if one is. */
  constructor(send: (work: Work) => void) {
    this.#send = send;
  }

  get sessions(): number {
    return this.#kept.size;
  }

  /** Somebody waits for an answer. */
  get waits(): boolean {
    return this.#outstanding.size > 0;
  }

  keep(kept: Kept): void {
    this.#kept.set(kept.number, kept);
  }

  /** Forgets a session and refuses whatever it still waits for; false where there is none. */
  drop(session: number, error = disposed()): boolean {
    if (!this.#kept.delete(session)) return false;
    this.#reject(session, error);
    return true;
  }

  /** One piece of work; the promise outlives the worker that it was first given to. */
  ask<T extends Work["type"]>(
    session: number,
    ask: Ask & { type: T },
    again = false,
  ): { id: number; result: Promise<Results[T]> } {
    const id = nextId++;
    const result = new Promise<Results[T]>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      if (!this.#kept.has(session)) return reject(disposed());
      const work = { ...ask, id, session } as Work;
      this.#outstanding.set(id, { work, resolve: resolve as Outstanding["resolve"], reject, again });
      this.#send(work);
    });
    return { id, result };
  }

  /** It has been asked and not been answered. */
  has(id: number): boolean {
    return this.#outstanding.has(id);
  }

  answer(id: number, result: Results[keyof Results]): void {
    const found = this.#settle(id);
    if (!found) return;
    const kept = this.#kept.get(found.work.session);
    if (kept && !found.again) kept.deaths = 0;
    found.resolve(result);
  }

  refuse(id: number, error: EngineErrorData): void {
    this.#settle(id)?.reject(EngineError.from(error));
  }

  /** A worker died over `culprit`; a session that workers keep dying over is given up, so that the others can go on. */
  workerDied(reason: Replaced["reason"], culprit = this.#outstanding.keys().next().value): void {
    this.#lost = reason;
    const found = culprit === undefined ? undefined : this.#outstanding.get(culprit);
    const kept = found && this.#kept.get(found.work.session);
    for (const [id, { again }] of this.#outstanding) if (again) this.#outstanding.delete(id);
    if (!kept || ++kept.deaths < deathsPerSession) return;
    // It may try once more by a reset.
    Object.assign(kept, { runs: null, checkpoint: null, deaths: 0 });
    this.#reject(kept.number, new EngineError("worker_lost", "worker", "three workers in a row died over this figure"));
  }

  /** A new worker is there: makes the sessions again where the last one left them, then repeats what was asked of it. */
  resume(): void {
    const asked = [...this.#outstanding.values()];
    const reason = this.#lost;
    this.#lost = null;
    if (reason) for (const kept of this.#kept.values()) if (kept.runs) this.#makeAgain(kept, reason);
    for (const { work } of asked) this.#send(work);
  }

  /** No worker comes any more: refuses all that waits and all that comes. */
  close(error: EngineError): void {
    this.#closed = error;
    for (const { reject } of this.#outstanding.values()) reject(error);
    this.#outstanding.clear();
  }

  /** Forgets the sessions themselves, once nobody is to ask for them. */
  clear(): void {
    this.#kept.clear();
  }

  #makeAgain(kept: Kept, reason: Replaced["reason"]): void {
    const { number, runs, checkpoint } = kept;
    const { result } = this.ask(number, { type: "create", runs: runs ?? [], checkpoint }, true);
    const steps = checkpoint?.runs.map((run) => run.step) ?? (runs ?? []).map(() => 0);
    result.then(
      () => kept.replaced({ reason, step: checkpoint?.step ?? 0, steps }),
      () => {
        // A checkpoint that cannot be taken back: better from the start than not at all.
        if (!checkpoint || this.#closed || this.#kept.get(number)?.runs !== runs) return;
        kept.checkpoint = null;
        this.#makeAgain(kept, reason);
      },
    );
  }

  #reject(session: number, error: EngineError): void {
    for (const [id, { work, reject }] of this.#outstanding) {
      if (work.session !== session) continue;
      this.#outstanding.delete(id);
      reject(error);
    }
  }

  #settle(id: number): Outstanding | undefined {
    const found = this.#outstanding.get(id);
    this.#outstanding.delete(id);
    return found;
  }
}

function disposed(): EngineError {
  return new EngineError("disposed", "session", "this session has been disposed");
}
