/** The worker's side of the protocol: sessions take turns in slices, so that pings, cancels and other figures get in. */
import type { WasmSource } from "./compile.js";
import type { Engine } from "./engine.js";
import { EngineError, errorData } from "./errors.js";
import { instantiate } from "./instantiate.js";
import type { Request, Response, Results, Work } from "./protocol.js";
import { Session } from "./session.js";
import type { SessionSnapshot } from "./session_types.js";

export interface ServerHost {
  post(response: Response): void;
  /** Milliseconds. */
  now(): number;
  /** Calls back in a later task, after messages that wait. */
  defer(next: () => void): void;
  /** The longest stretch without a look at the messages; milliseconds. */
  sliceMs: number;
}

/** Work under way: an advance keeps what its slices have done so far. */
interface Job {
  work: Work;
  cancelled: boolean;
  steps: number;
  /** Time used, and the part of it that went into training steps. */
  ms: number;
  trainedMs: number;
}

export class Server {
  readonly #host: ServerHost;
  #engine: Engine | null = null;
  readonly #sessions = new Map<number, Session>();
  /** Each session's jobs in order; the sessions in order of their next turn. */
  readonly #queues = new Map<number, Job[]>();
  #turning = false;
  #ended = false;

  constructor(host: ServerHost) {
    this.#host = host;
  }

  receive(request: Request): void {
    if (this.#ended) return;
    switch (request.type) {
      case "start":
        void this.#start(request.wasm, request.datasets);
        break;
      case "ping":
        this.#host.post({ type: "pong" });
        break;
      case "cancel":
        for (const jobs of this.#queues.values())
          for (const job of jobs) if (job.work.id === request.id) job.cancelled = true;
        break;
      case "dispose":
        this.#queues.delete(request.session);
        this.#sessions.get(request.session)?.dispose();
        this.#sessions.delete(request.session);
        break;
      default:
        this.#enqueue(request);
    }
  }

  async #start(wasm: WasmSource, datasets: Record<string, Uint8Array>): Promise<void> {
    try {
      this.#engine = await instantiate(wasm, datasets);
      this.#host.post({ type: "started" });
      this.#schedule();
    } catch (thrown) {
      this.#host.post({ type: "refused", error: errorData(thrown) });
    }
  }

  #enqueue(work: Work): void {
    const job: Job = { work, cancelled: false, steps: 0, ms: 0, trainedMs: 0 };
    const queue = this.#queues.get(work.session);
    if (queue) queue.push(job);
    else this.#queues.set(work.session, [job]);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#turning || this.#ended || !this.#engine || this.#queues.size === 0) return;
    this.#turning = true;
    this.#host.defer(() => {
      this.#turning = false;
      this.#turn();
      this.#schedule();
    });
  }

  /** One slice of the first session's first job; then it is the next session's turn. */
  #turn(): void {
    const [session, jobs] = this.#queues.entries().next().value ?? [];
    if (session === undefined || !jobs || this.#ended) return;
    const job = jobs[0];
    this.#queues.delete(session);
    const finished = this.#slice(job);
    if (finished) jobs.shift();
    if (jobs.length > 0 && !this.#ended) this.#queues.set(session, jobs);
  }

  #slice(job: Job): boolean {
    const { id } = job.work;
    try {
      const result = this.#work(job);
      if (result === undefined) return false;
      this.#host.post({ type: "answer", id, result });
    } catch (thrown) {
      const error = errorData(thrown, "worker");
      if (error.code === "crashed") {
        // Whatever it was, the state is not to be trusted: the client makes a new worker.
        this.#ended = true;
        this.#queues.clear();
        this.#host.post({ type: "crashed", id, error });
      } else {
        this.#host.post({ type: "failure", id, error });
      }
    }
    return true;
  }

  /** The result, or undefined while there is more to do. */
  #work(job: Job): Results[keyof Results] | undefined {
    const { work } = job;
    if (work.type === "create") return this.#create(work);
    const session = this.#sessions.get(work.session);
    if (!session) throw new EngineError("disposed", "session", "this session has been disposed");
    switch (work.type) {
      case "advance": {
        const snapshot = this.#advance(session, work, job);
        return snapshot && { snapshot, checkpoint: work.keep ? session.checkpoint() : null };
      }
      case "update": {
        const updates = session.update(work.runs);
        return { updates, checkpoint: session.checkpoint() };
      }
      case "seek": {
        const version = session.seek(work.step);
        return version === null ? null : { version, checkpoint: session.checkpoint() };
      }
      case "checkpoint":
        return session.checkpoint();
      case "take":
        return session.take(work.run);
      case "put":
        session.put(work.run, work.weights);
        return session.checkpoint();
      case "describe":
        return (this.#engine as Engine).describe();
      case "validate":
        return (this.#engine as Engine).validate(work.program).map(({ data }) => data);
    }
  }

  #create({ session: number, runs, checkpoint }: Work & { type: "create" }): null {
    this.#sessions.get(number)?.dispose();
    this.#sessions.delete(number);
    const session = new Session(this.#engine as Engine, runs);
    this.#sessions.set(number, session);
    if (checkpoint) session.restore(checkpoint);
    return null;
  }

  #advance(session: Session, { request }: Work & { type: "advance" }, job: Job): SessionSnapshot | undefined {
    let done = job.cancelled;
    if (!done) {
      const before = this.#host.now();
      const left = request.budgetMs - job.ms;
      const slice = { ...request, steps: request.steps - job.steps, budgetMs: Math.min(left, this.#host.sliceMs) };
      const trained = session.train(slice, () => this.#host.now());
      job.steps += trained.steps;
      job.ms += this.#host.now() - before;
      job.trainedMs += trained.ms;
      done = trained.done || job.ms >= request.budgetMs;
    }
    if (!done) return undefined;
    return session.snapshot(request.probes, { steps: job.steps, ms: job.trainedMs, done: true });
  }
}
