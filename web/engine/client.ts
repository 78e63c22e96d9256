/** What a figure talks to: sessions that train somewhere else (a worker, or the main thread in slices), by promises. */
import type { Description } from "./describe/description.js";
import type { NamedFiles } from "./files.js";
import type { EngineErrorData, Program } from "./program.js";
import type { StateDict } from "./run.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot, TakenRun } from "./session_types.js";

/** Where the runs of a client are trained. */
export type Place = "worker" | "blob-worker" | "main-thread";

/** A session's worker died (silent for 3 s, or crashed) and another one has taken its sessions over. */
export interface Replaced {
  reason: "silent" | "crashed";
  /** The step that the session goes on from: its last checkpoint's. */
  step: number;
  /** The same for each run (one that catches up is behind the others): points after it are made again, so drop them. */
  steps: number[];
}

/** What an update did to each run; with one "refused" all are as they were, and the others say "unchanged". */
export interface RunUpdate {
  outcome: "unchanged" | "live" | "recreated" | "refused";
  error?: EngineErrorData;
}

/** Several runs in lockstep, somewhere else. Every promise rejects with an EngineError. */
export interface ClientSession {
  /**
   * Trains and measures. An abort ends it early: the promise still resolves, with the steps made until then, so that no
   * point of a curve is lost. If the worker dies meanwhile, `onReplaced` is called and the promise resolves later.
   */
  advance(request: AdvanceRequest, signal?: AbortSignal): Promise<SessionSnapshot>;
  /**
   * Gives the runs new programs (the same number of runs, in order). Live fields change in place; a run that cannot is
   * created again from its seed, alone, and the next advances let it catch up with the others.
   */
  update(runs: SessionRun[]): Promise<RunUpdate[]>;
  /** Starts all runs over at step 0, with other programs when given. */
  reset(runs?: SessionRun[]): Promise<void>;
  /**
   * Goes back to a step before `step` that it has passed, as near as it kept, and answers where it stands with which
   * programs; null, and nothing has changed, where it kept none. Training on makes the same numbers again.
   */
  seek(step: number): Promise<{ step: number; runs: SessionRun[] } | null>;
  /** Keeps the state for a later respawn: call it on pause. While training the client does it once a second itself. */
  checkpoint(): Promise<void>;
  /** One run's arrays by PyTorch's names and its recorded steps. */
  take(run: number): Promise<TakenRun>;
  /** Other arrays for one run, which goes on from them; all of them by name and shape, or it rejects and nothing changes. */
  put(run: number, weights: StateDict): Promise<void>;
  /** All types of a program with their fields, defaults and ranges, as the engine lists them. */
  describe(): Promise<Description>;
  /** Everything that is wrong with a program; empty when it would run. The session's own runs go on as they are. */
  validate(program: Program): Promise<EngineErrorData[]>;
  /** Frees the runs; outstanding promises reject with code "disposed". */
  dispose(): void;
  /** Set by the figure; called before the next snapshot of the new worker resolves. */
  onReplaced: ((event: Replaced) => void) | null;
  /** Where it trains now. */
  readonly place: Place;
}

export interface ClientOptions extends NamedFiles {
  /** The folder with livefig.wasm, livefig-worker.js and digits.bin; beside this script by default. */
  base?: string | URL;
  /** The bytes of livefig.wasm, in place of any URL. */
  wasmBytes?: Uint8Array;
  /** The worker's script as text, for a page that carries everything in itself. */
  workerSource?: string;
  /** Data files by the name of their set, in place of digits.bin's fetch. */
  datasets?: Record<string, Uint8Array>;
  /** 2 by default, 1 on a single core. */
  maxWorkers?: number;
}

export interface Client {
  /**
   * Creates the runs at step 0. A program that the engine refuses makes its run "failed" in every snapshot and leaves the
   * others alone. Rejects with no_wasm, no_simd, wasm_blocked or load_failed where nothing can train at all: the figure
   * keeps its static picture then and shows the message.
   */
  createSession(runs: SessionRun[], signal?: AbortSignal, first?: AdvanceRequest): Promise<ClientSession>;
  /** Starts a worker and its files now, so that the first session finds them there; never fails. */
  warmUp(): void;
  /** Ends the workers; outstanding promises reject with code "disposed". */
  dispose(): void;
}

export { configure, createClient, sharedClient } from "./pool.js";
