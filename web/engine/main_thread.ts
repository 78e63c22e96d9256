/** A stand-in for a worker where none can be made: the same server on the main thread, in short slices. */
import type { Request, Response, WorkerLike } from "./protocol.js";
import { Server } from "./server.js";

/** Leaves a frame of 16 ms room for scrolling and painting. */
const sliceMs = 8;

export class MainThreadWorker implements WorkerLike {
  onmessage: ((event: { data: Response }) => void) | null = null;
  onerror: WorkerLike["onerror"] = null;
  #ended = false;
  readonly #server = new Server({
    post: (data) => this.#later(() => this.onmessage?.({ data })),
    now: () => performance.now(),
    // setTimeout, so that input and frames come in between.
    defer: (next) => this.#later(next),
    sliceMs,
  });

  constructor() {
    this.#later(() => this.onmessage?.({ data: { type: "hello" } }));
  }

  postMessage(request: Request): void {
    this.#later(() => this.#server.receive(request));
  }

  terminate(): void {
    this.#ended = true;
  }

  #later(action: () => void): void {
    setTimeout(() => {
      if (!this.#ended) action();
    }, 0);
  }
}
