/** How a worker is made: by its URL on our own origin, from a blob elsewhere, on the main thread where neither works. */
import type { ClientOptions, Place } from "./client.js";
import { earlyWorker } from "./early.js";
import { readBytes, runtimeFiles } from "./files.js";
import type { WorkerLike } from "./protocol.js";

export interface Spawner {
  /** The places to try, best first. */
  places: readonly Place[];
  /** Makes a worker there; a throw or an `error` event before its "hello" means: try the next place. */
  spawn(place: Place): Promise<WorkerLike>;
}

export function browserSpawner(options: ClientOptions): Spawner {
  const url = new URL(runtimeFiles(options.base, options).worker);
  return {
    places: placesFor(url, options.workerSource !== undefined),
    async spawn(place) {
      if (place === "worker") return earlyWorker(url.href) ?? (new Worker(url) as unknown as WorkerLike);
      if (place === "blob-worker") return blobWorker(options.workerSource ?? (await readBytes(url)));
      const { MainThreadWorker } = await import("./main_thread.js");
      return new MainThreadWorker();
    },
  };
}

function placesFor(url: URL, hasSource: boolean): Place[] {
  if (typeof Worker === "undefined") return ["main-thread"];
  if (hasSource) return ["blob-worker", "main-thread"];
  const sameOrigin = typeof location !== "undefined" && url.origin === location.origin;
  return sameOrigin ? ["worker", "blob-worker", "main-thread"] : ["blob-worker", "main-thread"];
}

function blobWorker(source: string | Uint8Array<ArrayBuffer>): WorkerLike {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url);
  const terminate = worker.terminate.bind(worker);
  // The URL must outlive the script's loading, so it goes with the worker.
  worker.terminate = () => {
    URL.revokeObjectURL(url);
    terminate();
  };
  return worker as unknown as WorkerLike;
}
