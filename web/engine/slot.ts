/** One worker of the pool and its successors: asks, waits for signs of life, and replaces a worker that gives none. */

import type { Place, Replaced } from "./client.js";
import { EngineError, errorData } from "./errors.js";
import type { EngineErrorData } from "./program.js";
import type { Assets, Request, Response, Results, Work, WorkerLike } from "./protocol.js";
import type { SessionCheckpoint } from "./session.js";
import type { SessionRun } from "./session_types.js";
import type { Spawner } from "./spawn.js";

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

/** Read when the first worker is started; or before, by whoever has started one early. */
export interface SharedAssets {
  get(): Promise<Assets>;
  /** They are on their way; a rejection means that the page is to read them after all. */
  coming(assets: Promise<Assets>): void;
}

export type Ask = Work extends infer W ? (W extends Work ? Omit<W, "id" | "session"> : never) : never;

interface Outstanding {
  work: Work;
  resolve(result: Results[keyof Results]): void;
  reject(error: EngineError): void;
  /** Our own making again after a death, not something a figure asked for. */
  again: boolean;
}

const tickMs = 500;
/** Six ticks without a sign are 3 s. Counted in ticks, so that a sleeping laptop is not taken for a dead worker. */
const silentTicks = 6;
/** A script may load slowly; 30 s without "hello" and the next place is tried. */
const silentTicksBeforeHello = 60;
const deathsPerSession = 3;

let nextId = 1;

export class Slot {
  readonly #spawner: Spawner;
  readonly #assets: SharedAssets;
  readonly #kept = new Map<number, Kept>();
  readonly #outstanding = new Map<number, Outstanding>();
  #worker: WorkerLike | null = null;
  #placeIndex = 0;
  #state: "spawning" | "hello" | "started" | "failed" = "spawning";
  /** The worker has what it needs to start, and may be asked. */
  #open = false;
  #failure: EngineError | null = null;
  #silent = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Why the last worker is no more, until its sessions are made again. */
  #lost: Replaced["reason"] | null = null;
  /** Grows with every worker, so that a late word of an old one is not heard. */
  #generation = 0;

  constructor(spawner: Spawner, assets: SharedAssets) {
    this.#spawner = spawner;
    this.#assets = assets;
    void this.#spawn();
  }

  get sessions(): number {
    return this.#kept.size;
  }

  get place(): Place {
    return this.#spawner.places[Math.min(this.#placeIndex, this.#spawner.places.length - 1)];
  }

  keep(kept: Kept): void {
    this.#kept.set(kept.number, kept);
  }

  /** Forgets a session; whatever it still waits for is refused as disposed. */
  drop(session: number, error = new EngineError("disposed", "session", "this session has been disposed")): void {
    if (!this.#kept.delete(session)) return;
    this.#reject(session, error);
    this.#post({ type: "dispose", session });
    this.#watch();
  }

  /** One piece of work; the promise outlives the worker that it was first given to. */
  ask<T extends Work["type"]>(
    session: number,
    ask: Ask & { type: T },
    again = false,
  ): { id: number; result: Promise<Results[T]> } {
    const id = nextId++;
    const result = new Promise<Results[T]>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      if (!this.#kept.has(session))
        return reject(new EngineError("disposed", "session", "this session has been disposed"));
      const work = { ...ask, id, session } as Work;
      this.#outstanding.set(id, { work, resolve: resolve as Outstanding["resolve"], reject, again });
      this.#post(work);
      this.#watch();
    });
    return { id, result };
  }

  cancel(id: number): void {
    if (this.#outstanding.has(id)) this.#post({ type: "cancel", id });
  }

  dispose(error: EngineError): void {
    this.#fail(error);
    this.#kept.clear();
  }

  async #spawn(): Promise<void> {
    const generation = ++this.#generation;
    this.#state = "spawning";
    this.#silent = 0;
    this.#watch();
    try {
      const worker = await this.#spawner.spawn(this.place);
      if (generation !== this.#generation) return worker.terminate();
      this.#worker = worker;
      worker.onmessage = ({ data }) => {
        if (generation === this.#generation) this.#hear(data);
      };
      worker.onerror = (event) => {
        event.preventDefault?.();
        if (generation === this.#generation) this.#broke(event.message ?? "the worker's script failed");
      };
      // Not after its "hello": the page may be busy by then, and a message waits for the script by itself.
      if (worker.assets) {
        this.#assets.coming(worker.assets);
        this.#go();
        await worker.assets.catch(() => this.#start(generation));
      } else await this.#start(generation);
    } catch (thrown) {
      if (generation === this.#generation) this.#tryNextPlace(errorData(thrown, "worker"));
    }
  }

  #hear(response: Response): void {
    this.#silent = 0;
    switch (response.type) {
      case "hello":
        if (this.#state === "spawning") this.#state = "hello";
        break;
      case "started":
        this.#state = "started";
        break;
      case "refused":
        this.#tryNextPlace(response.error);
        break;
      case "answer":
        this.#answer(response.id, response.result);
        break;
      case "failure":
        this.#settle(response.id)?.reject(EngineError.from(response.error));
        break;
      case "crashed":
        this.#replace("crashed", response.id);
        break;
      case "pong":
        break;
    }
    this.#watch();
  }

  async #start(generation: number): Promise<void> {
    try {
      const assets = await this.#assets.get();
      if (generation !== this.#generation) return;
      this.#silent = 0;
      this.#worker?.postMessage({ type: "start", ...assets });
      this.#go();
    } catch (thrown) {
      if (generation === this.#generation) this.#fail(EngineError.from(errorData(thrown, "livefig.wasm")));
    }
  }

  /** What was asked meanwhile follows the start at once: it waits in the worker, and not for a page that may be busy then. */
  #go(): void {
    this.#open = true;
    this.#resume();
  }

  /** Makes the sessions again where the last worker left them, then repeats what was asked of it. */
  #resume(): void {
    const asked = [...this.#outstanding.values()];
    const reason = this.#lost;
    this.#lost = null;
    if (reason) for (const kept of this.#kept.values()) if (kept.runs) this.#makeAgain(kept, reason);
    for (const { work } of asked) this.#post(work);
  }

  #makeAgain(kept: Kept, reason: Replaced["reason"]): void {
    const { number, runs, checkpoint } = kept;
    const { result } = this.ask(number, { type: "create", runs: runs ?? [], checkpoint }, true);
    const steps = checkpoint?.runs.map((run) => run.step) ?? (runs ?? []).map(() => 0);
    result.then(
      () => kept.replaced({ reason, step: checkpoint?.step ?? 0, steps }),
      () => {
        // A checkpoint that cannot be taken back: better from the start than not at all.
        if (!checkpoint || this.#state !== "started" || this.#kept.get(number)?.runs !== runs) return;
        kept.checkpoint = null;
        this.#makeAgain(kept, reason);
      },
    );
  }

  #answer(id: number, result: Results[keyof Results]): void {
    const found = this.#settle(id);
    if (!found) return;
    const kept = this.#kept.get(found.work.session);
    if (kept && !found.again) kept.deaths = 0;
    found.resolve(result);
  }

  #settle(id: number): Outstanding | undefined {
    const found = this.#outstanding.get(id);
    this.#outstanding.delete(id);
    return found;
  }

  /** An `error` event: before "hello" the script could not be run there, later it has thrown. */
  #broke(message: string): void {
    if (this.#state === "spawning") this.#tryNextPlace({ code: "load_failed", where: "worker", message });
    else this.#replace("crashed");
  }

  #tryNextPlace(error: EngineErrorData): void {
    this.#discard();
    if (this.#placeIndex + 1 >= this.#spawner.places.length) {
      this.#fail(EngineError.from(error));
      return;
    }
    this.#placeIndex++;
    void this.#spawn();
  }

  /** A new worker; a session that workers keep dying over is given up, so that the others can go on. */
  #replace(reason: Replaced["reason"], culprit = this.#outstanding.keys().next().value): void {
    this.#discard();
    const found = culprit === undefined ? undefined : this.#outstanding.get(culprit);
    const kept = found && this.#kept.get(found.work.session);
    for (const [id, { again }] of this.#outstanding) if (again) this.#outstanding.delete(id);
    if (kept && ++kept.deaths >= deathsPerSession) {
      // It may try once more by a reset.
      Object.assign(kept, { runs: null, checkpoint: null, deaths: 0 });
      this.#reject(
        kept.number,
        new EngineError("worker_lost", "worker", "three workers in a row died over this figure"),
      );
    }
    this.#lost = reason;
    void this.#spawn();
  }

  #reject(session: number, error: EngineError): void {
    for (const [id, { work, reject }] of this.#outstanding) {
      if (work.session !== session) continue;
      this.#outstanding.delete(id);
      reject(error);
    }
  }

  #discard(): void {
    this.#generation++;
    this.#open = false;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #fail(error: EngineError): void {
    this.#discard();
    this.#state = "failed";
    this.#failure = error;
    for (const { reject } of this.#outstanding.values()) reject(error);
    this.#outstanding.clear();
    this.#watch();
  }

  #post(request: Request): void {
    if (this.#open) this.#worker?.postMessage(request);
  }

  /** The heartbeat runs while something is due: an answer, or the worker's own start. */
  #watch(): void {
    const waits = this.#state !== "failed" && (this.#outstanding.size > 0 || this.#state !== "started");
    // On the main thread nobody could be silent and still be watched.
    const due = waits && this.place !== "main-thread";
    if (due && this.#timer === undefined) {
      this.#silent = 0;
      this.#timer = setInterval(() => this.#tick(), tickMs);
    } else if (!due) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #tick(): void {
    this.#silent++;
    if (this.#state === "spawning") {
      if (this.#silent >= silentTicksBeforeHello)
        this.#tryNextPlace({ code: "load_failed", where: "worker", message: "the worker's script did not start" });
      return;
    }
    if (this.#silent >= silentTicks) this.#replace("silent");
    else this.#worker?.postMessage({ type: "ping" });
  }
}
