/** A worker that starts before the page's modules have loaded, and the engine's files, read and compiled while the page is laid out. */
import { readWasm } from "./compile.js";
import { readDigits } from "./files.js";
import type { Assets, Response, WorkerLike } from "./protocol.js";

interface Early {
  /** URL of its script. */
  url: string;
  worker: Worker;
  /** What it is started with, as soon as both are there. */
  assets: Promise<Assets>;
  /** What it said before anybody listened. */
  heard: Response[];
  failed: boolean;
}

declare global {
  var livefigEarly: Early | undefined;
}

/** For a script that runs before all others, with the folder of the runtime's files. */
export function startEarly(folder: URL): void {
  const [url, wasm, digits] = ["livefig-worker.js", "livefig.wasm", "digits.bin"].map(
    (name) => new URL(name, folder).href,
  );
  try {
    const worker = new Worker(url);
    const files = Promise.all([readWasm(wasm), readDigits(digits)]);
    const assets = files.then(([wasm, datasets]) => ({ wasm, datasets }));
    const early: Early = { url, worker, assets, heard: [], failed: false };
    worker.onmessage = ({ data }) => early.heard.push(data);
    worker.onerror = (event) => {
      event.preventDefault();
      early.failed = true;
    };
    // Where they cannot be read here, whoever takes the worker tries again, and tells.
    assets.then(
      (all) => worker.postMessage({ type: "start", ...all }),
      () => {},
    );
    globalThis.livefigEarly = early;
  } catch {
    // No workers here, or a policy against them: the pool will tell.
  }
}

/** The early worker of this script, once; whoever takes it listens from now on, and hears what it has said until now. */
export function earlyWorker(url: string): WorkerLike | null {
  const early = globalThis.livefigEarly;
  if (early?.url !== url) return null;
  globalThis.livefigEarly = undefined;
  const { worker, assets, heard, failed } = early;
  if (failed) {
    worker.terminate();
    return null;
  }
  setTimeout(() => {
    for (const data of heard) worker.dispatchEvent(new MessageEvent("message", { data }));
  });
  return Object.assign(worker, { assets }) as unknown as WorkerLike;
}
