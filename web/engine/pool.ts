/** The client: a small pool of workers that sessions are spread over. */
import type { Client, ClientOptions, ClientSession, Replaced, RunUpdate } from "./client.js";
import { readWasm, type WasmSource } from "./compile.js";
import type { Description } from "./describe/description.js";
import { EngineError } from "./errors.js";
import { readDigits, runtimeFiles } from "./files.js";
import type { EngineErrorData, Program } from "./program.js";
import type { Assets } from "./protocol.js";
import { noteTraining } from "./quiet.js";
import type { StateDict } from "./run.js";
import type { SessionCheckpoint } from "./session.js";
import type { Kept } from "./session_ledger.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot, TakenRun } from "./session_types.js";
import { Slot } from "./slot.js";
import { browserSpawner, type Spawner } from "./spawn.js";
import { requireSupport } from "./support.js";

const checkpointEveryMs = 1000;

let nextSession = 1;

/** A pool of its own. `spawner` is how its workers are made. */
export function createClient(options: ClientOptions = {}, spawner?: Spawner): Client {
  return new Pool(options, spawner);
}

const shared = new Map<string, Client>();
let configured: ClientOptions = {};

/**
 * Where the runtime's files are, or the files themselves, for every figure of the page without a `base` of its own. Call
 * it before the first figure stands in the page: what runs already is not moved.
 */
export function configure(options: ClientOptions): void {
  configured = options;
  shared.delete("");
}

/** One pool for all figures of a page that use the same files; what `configure` said unless a `base` is given. */
export function sharedClient(base?: string | URL): Client {
  const key = String(base ?? "");
  let client = shared.get(key);
  if (!client) shared.set(key, (client = createClient(base ? { base } : configured)));
  return client;
}

class Pool implements Client {
  readonly #options: ClientOptions;
  readonly #slots: Slot[] = [];
  #spawner: Spawner | undefined;
  #assets: Promise<Assets> | undefined;
  #disposed = false;

  constructor(options: ClientOptions, spawner: Spawner | undefined) {
    this.#options = options;
    this.#spawner = spawner;
  }

  async createSession(runs: SessionRun[], signal?: AbortSignal, first?: AdvanceRequest): Promise<ClientSession> {
    if (this.#disposed) throw disposed("client");
    requireSupport();
    if (signal?.aborted) throw cancelled();
    const session = new PoolSession(this.#slot());
    const abort = () => session.end(cancelled());
    signal?.addEventListener("abort", abort);
    try {
      const made = session.reset(runs);
      if (first) session.askFirst(first);
      await made;
      return session;
    } catch (thrown) {
      session.dispose();
      throw thrown;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  warmUp(): void {
    try {
      requireSupport();
      if (!this.#disposed) this.#slot();
    } catch {
      // createSession says it, to somebody who listens.
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const slot of this.#slots) slot.dispose(disposed("client"));
    this.#slots.length = 0;
    for (const [key, client] of shared) if (client === this) shared.delete(key);
  }

  /** An idle slot, a new one while there may be more, or the one with the fewest sessions. */
  #slot(): Slot {
    const fewest = this.#slots.reduce<Slot | null>((a, b) => (a && a.sessions <= b.sessions ? a : b), null);
    if (fewest && (fewest.sessions === 0 || this.#slots.length >= maxWorkers(this.#options))) return fewest;
    this.#spawner ??= browserSpawner(this.#options);
    const slot = new Slot(this.#spawner, {
      get: () => (this.#assets ??= loadAssets(this.#options)),
      coming: (assets) => {
        const shared = assets.catch(() => loadAssets(this.#options));
        shared.catch(() => {}); // told to whoever asks
        this.#assets ??= shared;
      },
    });
    this.#slots.push(slot);
    return slot;
  }
}

class PoolSession implements ClientSession {
  onReplaced: ((event: Replaced) => void) | null = null;
  readonly #slot: Slot;
  readonly #kept: Kept;
  #checkpointAt = Number.NEGATIVE_INFINITY;
  /** The answer to what was asked together with the session's making. */
  #first: Promise<SessionSnapshot> | null = null;
  /** What the worker's session has had as programs since it was created. */
  #versions: SessionRun[][] = [];

  constructor(slot: Slot) {
    this.#slot = slot;
    const replaced = (event: Replaced) => {
      this.#versions = [this.#kept.runs ?? []];
      this.onReplaced?.(event);
    };
    this.#kept = { number: nextSession++, runs: null, checkpoint: null, deaths: 0, replaced };
    slot.keep(this.#kept);
  }

  get place() {
    return this.#slot.place;
  }

  /** Whether there is such an answer is seen by who asks for the same: without a session there is none. */
  askFirst(request: AdvanceRequest): void {
    this.#first = this.advance(request);
    this.#first.catch(() => {});
  }

  async advance(request: AdvanceRequest, signal?: AbortSignal): Promise<SessionSnapshot> {
    const first = this.#first;
    this.#first = null;
    if (first && request.steps === 0 && request.probes.length === 0) return first;
    if (request.steps > 0 && !request.background) noteTraining();
    const keep = request.steps > 0 && performance.now() - this.#checkpointAt >= checkpointEveryMs;
    if (keep) this.#checkpointAt = performance.now();
    const { id, result } = this.#slot.ask(this.#kept.number, { type: "advance", request, keep });
    const cancel = () => this.#slot.cancel(id);
    if (signal?.aborted) cancel();
    signal?.addEventListener("abort", cancel);
    try {
      const { snapshot, checkpoint } = await result;
      if (checkpoint) this.#kept.checkpoint = checkpoint;
      return snapshot;
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  async update(runs: SessionRun[]): Promise<RunUpdate[]> {
    const { updates, checkpoint } = await this.#slot.ask(this.#kept.number, { type: "update", runs }).result;
    // One refused run, and all have their old programs, as the checkpoint has.
    const refused = updates.some(({ outcome }) => outcome === "refused");
    if (!refused) this.#versions.push(runs);
    this.#keep(refused ? (this.#kept.runs ?? runs) : runs, checkpoint);
    return updates;
  }

  async reset(runs = this.#kept.runs ?? []): Promise<void> {
    await this.#slot.ask(this.#kept.number, { type: "create", runs, checkpoint: null }).result;
    this.#versions = [runs];
    this.#keep(runs, null);
  }

  async seek(step: number): Promise<{ step: number; runs: SessionRun[] } | null> {
    const found = await this.#slot.ask(this.#kept.number, { type: "seek", step }).result;
    if (!found) return null;
    const runs = this.#versions[found.version];
    this.#keep(runs, found.checkpoint);
    return { step: found.checkpoint.step, runs };
  }

  async checkpoint(): Promise<void> {
    this.#kept.checkpoint = await this.#slot.ask(this.#kept.number, { type: "checkpoint" }).result;
  }

  take(run: number): Promise<TakenRun> {
    return this.#slot.ask(this.#kept.number, { type: "take", run }).result;
  }

  async put(run: number, weights: StateDict): Promise<void> {
    this.#kept.checkpoint = await this.#slot.ask(this.#kept.number, { type: "put", run, weights }).result;
    this.#versions.push(this.#kept.runs ?? []);
  }

  describe(): Promise<Description> {
    return this.#slot.ask(this.#kept.number, { type: "describe" }).result;
  }

  validate(program: Program): Promise<EngineErrorData[]> {
    return this.#slot.ask(this.#kept.number, { type: "validate", program }).result;
  }

  dispose(): void {
    this.#slot.drop(this.#kept.number);
  }

  end(error: EngineError): void {
    this.#slot.drop(this.#kept.number, error);
  }

  #keep(runs: SessionRun[], checkpoint: SessionCheckpoint | null): void {
    this.#kept.runs = runs;
    this.#kept.checkpoint = checkpoint;
    this.#checkpointAt = performance.now();
  }
}

async function loadAssets(options: ClientOptions): Promise<Assets> {
  const files = runtimeFiles(options.base, options);
  const [wasm, datasets] = await Promise.all([
    options.wasmBytes ?? readWasm(files.wasm),
    options.datasets ?? readDigits(files.digits),
  ]);
  return { wasm: wasm as WasmSource, datasets };
}

/** Two, so that two figures do not wait for each other; one on a single core. */
function maxWorkers({ maxWorkers: asked }: ClientOptions): number {
  if (asked !== undefined) return Math.max(1, Math.floor(asked));
  const cores = typeof navigator === "undefined" ? 1 : (navigator.hardwareConcurrency ?? 1);
  return cores > 1 ? 2 : 1;
}

function disposed(where: string): EngineError {
  return new EngineError("disposed", where, `this ${where} has been disposed`);
}

function cancelled(): EngineError {
  return new EngineError("cancelled", "createSession", "cancelled before the session was made");
}
