/** The words between a client and its worker: one union each way, one answer per id. */
import type { WasmSource } from "./compile.js";
import type { Description } from "./describe/description.js";
import type { EngineErrorData, Program } from "./program.js";
import type { StateDict } from "./run.js";
import type { SessionCheckpoint } from "./session.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot, TakenRun } from "./session_types.js";

/** Work for one session, answered exactly once, in the order it was asked. */
export type Work =
  /** Makes the session, or makes it anew; with a checkpoint it goes on from there. */
  | { type: "create"; id: number; session: number; runs: SessionRun[]; checkpoint: SessionCheckpoint | null }
  /** Trains in slices and answers one snapshot; with `keep` also a checkpoint. */
  | { type: "advance"; id: number; session: number; request: AdvanceRequest; keep: boolean }
  | { type: "update"; id: number; session: number; runs: SessionRun[] }
  /** Back to the last mark before `step`. */
  | { type: "seek"; id: number; session: number; step: number }
  | { type: "checkpoint"; id: number; session: number }
  /** One run's arrays and history out, or other arrays into it. */
  | { type: "take"; id: number; session: number; run: number }
  | { type: "put"; id: number; session: number; run: number; weights: StateDict }
  /** Questions to the engine that touch no run: what a program may hold, and what is wrong with one. */
  | { type: "describe"; id: number; session: number }
  | { type: "validate"; id: number; session: number; program: Program };

/** The engine's files, read once for all workers. */
export interface Assets {
  wasm: WasmSource;
  datasets: Record<string, Uint8Array>;
}

export type Request =
  | Work
  /** The first message: the engine's bytes and data files. */
  | ({ type: "start" } & Assets)
  /** Ends an advance early: it answers with what it has done. */
  | { type: "cancel"; id: number }
  /** Frees a session; never answered. */
  | { type: "dispose"; session: number }
  | { type: "ping" };

export interface RunUpdateData {
  outcome: "unchanged" | "live" | "recreated" | "refused";
  error?: EngineErrorData;
}

/** What each kind of work answers. */
export interface Results {
  create: null;
  advance: { snapshot: SessionSnapshot; checkpoint: SessionCheckpoint | null };
  update: { updates: RunUpdateData[]; checkpoint: SessionCheckpoint };
  /** `version` of its programs: 0 those it was created with, one more with every update that was not refused. */
  seek: { version: number; checkpoint: SessionCheckpoint } | null;
  checkpoint: SessionCheckpoint;
  take: TakenRun;
  put: SessionCheckpoint;
  describe: Description;
  validate: EngineErrorData[];
}

export type Response =
  /** The script runs; nothing is loaded yet. */
  | { type: "hello" }
  | { type: "started" }
  /** The engine cannot be started here, whatever is asked. */
  | { type: "refused"; error: EngineErrorData }
  | { type: "answer"; id: number; result: Results[keyof Results] }
  | { type: "failure"; id: number; error: EngineErrorData }
  /** The engine trapped while doing `id`: this worker is of no use any more. */
  | { type: "crashed"; id: number; error: EngineErrorData }
  | { type: "pong" };

/** What a client needs of a Worker; a main-thread stand-in and the tests' fakes have it too. */
export interface WorkerLike {
  /** Whoever made it hands it these by himself. */
  readonly assets?: Promise<Assets>;
  postMessage(message: Request): void;
  terminate(): void;
  onmessage: ((event: { data: Response }) => void) | null;
  onerror: ((event: { message?: string; preventDefault?(): void }) => void) | null;
}

/** The buffers inside a message, each once, to be moved in place of copied. */
export function transferables(message: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(message)) {
    if (message.buffer instanceof ArrayBuffer) found.add(message.buffer);
  } else if (typeof message === "object" && message !== null) {
    for (const value of Object.values(message)) transferables(value, found);
  }
  return [...found];
}
