/** Where the runtime's files are and how they are read: by fetch in a browser, from disk in Node. */
import { EngineError, reasonOf } from "./errors.js";

declare const __LIVEFIG_DIST__: boolean | undefined;

/** The bundler defines it as true: all files lie beside the bundle then, and in the checkout where the build puts them. */
const inDist = typeof __LIVEFIG_DIST__ !== "undefined" && __LIVEFIG_DIST__;

export interface RuntimeFiles {
  wasm: string;
  worker: string;
  digits: string;
}

/** Files named one by one, over the folder they would lie in. */
export interface NamedFiles {
  /** livefig.wasm. */
  wasmUrl?: string | URL;
  /** livefig-worker.js. */
  workerUrl?: string | URL;
  /** digits.bin; beside `wasmUrl` where that alone is given. */
  digitsUrl?: string | URL;
}

/** The files as they are named, in `base`, or beside the script. */
export function runtimeFiles(base?: string | URL, { wasmUrl, workerUrl, digitsUrl }: NamedFiles = {}): RuntimeFiles {
  const files = base ? filesIn(withSlash(resolveUrl(base))) : ownFiles();
  const wasm = wasmUrl ? resolveUrl(wasmUrl) : undefined;
  const digits = digitsUrl ? resolveUrl(digitsUrl) : wasm && new URL("digits.bin", wasm);
  return {
    wasm: wasm?.href ?? files.wasm,
    worker: workerUrl ? resolveUrl(workerUrl).href : files.worker,
    digits: digits?.href ?? files.digits,
  };
}

function ownFiles(): RuntimeFiles {
  if (inDist) {
    // Written out: this is how the bundlers of course sites find files to copy. Our own leaves them where they are.
    return {
      wasm: new URL(/* @vite-ignore */ "livefig.wasm", import.meta.url).href,
      worker: new URL(/* @vite-ignore */ "livefig-worker.js", import.meta.url).href,
      digits: new URL(/* @vite-ignore */ "digits.bin", import.meta.url).href,
    };
  }
  const checkout = new URL(/* @vite-ignore */ "../../", import.meta.url);
  const at = (path: string) => new URL(path, checkout).href;
  return {
    wasm: at("build/wasm/livefig.wasm"),
    worker: at("dist/livefig-worker.js"),
    digits: at("lessons/deep-learning-basics/data/digits.bin"),
  };
}

function filesIn(folder: URL): RuntimeFiles {
  const at = (name: string) => new URL(name, folder).href;
  return { wasm: at("livefig.wasm"), worker: at("livefig-worker.js"), digits: at("digits.bin") };
}

/** The bytes at a URL, or of its answer where that is there; throws load_failed with the URL in `where`. */
export async function readBytes(url: string | URL, response?: Response): Promise<Uint8Array<ArrayBuffer>> {
  const href = String(url);
  return naming(href, async () => {
    // Not imported: bundlers for browsers stumble over an import of Node's, even one that is never made.
    const disk = href.startsWith("file:") ? globalThis.process?.getBuiltinModule?.("node:fs/promises") : undefined;
    if (disk) return new Uint8Array(await disk.readFile(new URL(href)));
    return new Uint8Array(await (response ?? (await fetched(href))).arrayBuffer());
  });
}

/** The data files that there are; figures without digits do without theirs, and the engine says so to the others. */
export async function readDigits(url: string): Promise<Record<string, Uint8Array>> {
  return readBytes(url).then(
    (digits) => ({ digits }),
    () => ({}),
  );
}

/** A good answer from a URL; throws load_failed with the URL in `where`. */
export function fetched(href: string): Promise<Response> {
  return naming(href, async () => {
    const response = await fetch(href);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return response;
  });
}

async function naming<T>(href: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof EngineError) throw thrown;
    throw new EngineError("load_failed", href, reasonOf(thrown));
  }
}

/** Relative to the page in a browser, to the working folder in Node. */
export function resolveUrl(url: string | URL): URL {
  const { document: page, location: here } = globalThis as {
    document?: { baseURI: string };
    location?: { href: string };
  };
  return new URL(url, page?.baseURI ?? here?.href ?? `file://${process.cwd()}/`);
}

function withSlash(url: URL): URL {
  if (url.pathname.endsWith("/")) return url;
  const folder = new URL(url);
  folder.pathname += "/";
  return folder;
}
