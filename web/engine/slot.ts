/** One worker of the pool and its successors: starts it, waits for signs of life, and replaces one that gives none. */
import type { Place, Replaced } from "./client.js";
import { EngineError, errorData } from "./errors.js";
import type { EngineErrorData } from "./program.js";
import type { Assets, Request, Response, Results, Work, WorkerLike } from "./protocol.js";
import { type Ask, type Kept, SessionLedger } from "./session_ledger.js";
import type { Spawner } from "./spawn.js";

/** Read when the first worker is started; or before, by whoever has started one early. */
export interface SharedAssets {
  get(): Promise<Assets>;
  /** They are on their way; a rejection means that the page is to read them after all. */
  coming(assets: Promise<Assets>): void;
}

const tickMs = 500;
/** Six ticks without a sign are 3 s. Counted in ticks, so that a sleeping laptop is not taken for a dead worker. */
const silentTicks = 6;
/** A script may load slowly; 30 s without "hello" and the next place is tried. */
const silentTicksBeforeHello = 60;

export class Slot {
  readonly #spawner: Spawner;
  readonly #assets: SharedAssets;
  readonly #ledger = new SessionLedger((work) => {
    this.#post(work);
    this.#watch();
  });
  #worker: WorkerLike | null = null;
  #placeIndex = 0;
  #state: "spawning" | "hello" | "started" | "failed" = "spawning";
  /** The worker has what it needs to start, and may be asked. */
  #open = false;
  #silent = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Grows with every worker, so that a late word of an old one is not heard. */
  #generation = 0;

  constructor(spawner: Spawner, assets: SharedAssets) {
    this.#spawner = spawner;
    this.#assets = assets;
    void this.#spawn();
  }

  get sessions(): number {
    return this.#ledger.sessions;
  }

  get place(): Place {
    return this.#spawner.places[Math.min(this.#placeIndex, this.#spawner.places.length - 1)];
  }

  keep(kept: Kept): void {
    this.#ledger.keep(kept);
  }

  /** Forgets a session; whatever it still waits for is refused as disposed. */
  drop(session: number, error?: EngineError): void {
    if (!this.#ledger.drop(session, error)) return;
    this.#post({ type: "dispose", session });
    this.#watch();
  }

  ask<T extends Work["type"]>(session: number, ask: Ask & { type: T }): { id: number; result: Promise<Results[T]> } {
    return this.#ledger.ask<T>(session, ask);
  }

  cancel(id: number): void {
    if (this.#ledger.has(id)) this.#post({ type: "cancel", id });
  }

  dispose(error: EngineError): void {
    this.#fail(error);
    this.#ledger.clear();
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
        this.#ledger.answer(response.id, response.result);
        break;
      case "failure":
        this.#ledger.refuse(response.id, response.error);
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
    this.#ledger.resume();
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

  #replace(reason: Replaced["reason"], culprit?: number): void {
    this.#discard();
    this.#ledger.workerDied(reason, culprit);
    void this.#spawn();
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
    this.#ledger.close(error);
    this.#watch();
  }

  #post(request: Request): void {
    if (this.#open) this.#worker?.postMessage(request);
  }

  /** The heartbeat runs while something is due: an answer, or the worker's own start. */
  #watch(): void {
    const waits = this.#state !== "failed" && (this.#ledger.waits || this.#state !== "started");
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
