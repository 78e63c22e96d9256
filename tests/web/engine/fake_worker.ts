/** A worker whose every word a test chooses: it records what it is sent and says what it is told to. */
import type { Place } from "../../../web/engine/client.js";
import type { Assets, Request, Response, Work, WorkerLike } from "../../../web/engine/protocol.js";
import type { SessionCheckpoint } from "../../../web/engine/session.js";
import type { SessionSnapshot } from "../../../web/engine/session_types.js";
import type { Spawner } from "../../../web/engine/spawn.js";

export class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  readonly received: Request[] = [];
  terminated = false;
  /** Answers pings and every request at once while true. */
  lively = true;

  constructor(
    readonly place: Place,
    readonly assets?: Promise<Assets>,
  ) {}

  postMessage(request: Request): void {
    this.received.push(request);
    if (!this.lively) return;
    if (request.type === "ping") this.say({ type: "pong" });
    if (request.type === "start") this.say({ type: "started" });
    if ("id" in request && request.type !== "cancel") this.answer(request);
  }

  terminate(): void {
    this.terminated = true;
  }

  say(response: Response): void {
    this.onmessage?.({ data: response });
  }

  /** Messages of one type that this worker got. */
  of<T extends Request["type"]>(type: T): (Request & { type: T })[] {
    return this.received.filter((request): request is Request & { type: T } => request.type === type);
  }

  answer(work: Work): void {
    const { id } = work;
    const updates = work.type === "update" ? work.runs.map(() => ({ outcome: "live" as const })) : [];
    switch (work.type) {
      case "create":
        this.say({ type: "answer", id, result: null });
        break;
      case "advance": {
        const checkpoint = work.keep ? checkpointAt(40) : null;
        this.say({ type: "answer", id, result: { snapshot: snapshotAt(work.request.steps), checkpoint } });
        break;
      }
      case "update":
        this.say({ type: "answer", id, result: { updates, checkpoint: checkpointAt(20) } });
        break;
      case "take":
        this.say({ type: "answer", id, result: { step: 0, weights: {}, history: emptyHistory } });
        break;
      case "put":
      case "checkpoint":
        this.say({ type: "answer", id, result: checkpointAt(30) });
        break;
    }
  }
}

export class FakeSpawner implements Spawner {
  readonly workers: FakeWorker[] = [];
  /** Places whose script fails before its first word. */
  readonly broken = new Set<Place>();
  /** What new workers are like. */
  lively = true;
  /** While true their scripts never get to their first word. */
  silent = false;
  /** New workers come with these. */
  assets: Promise<Assets> | undefined;

  constructor(readonly places: readonly Place[] = ["worker"]) {}

  spawn(place: Place): Promise<WorkerLike> {
    const worker = new FakeWorker(place, this.assets);
    worker.lively = this.lively;
    this.workers.push(worker);
    queueMicrotask(() =>
      queueMicrotask(() => {
        if (this.broken.has(place)) worker.onerror?.({ message: "blocked" });
        else if (!this.silent) worker.say({ type: "hello" });
      }),
    );
    return Promise.resolve(worker);
  }

  get last(): FakeWorker {
    const worker = this.workers.at(-1);
    if (!worker) throw new Error("no worker was made");
    return worker;
  }
}

const none = new Float32Array(0);
const emptyHistory = { step: none, epoch: none, trainLoss: none, penalty: none, lr: none };

export function checkpointAt(step: number): SessionCheckpoint {
  return { step, runs: [{ bytes: Uint8Array.of(step), evaluatedAt: step, step }] };
}

function snapshotAt(step: number): SessionSnapshot {
  return { step, runs: [], probes: {}, trainedMs: 1, trainedSteps: step };
}
