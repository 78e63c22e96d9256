/** Where the runtime's files are and how they are read: by fetch in a browser, from disk in Node. */
import { EngineError } from "./errors.js";

declare const __LIVEFIG_DIST__: boolean | undefined;

/** The bundler defines it as true: all files lie beside the bundle then, and in the checkout where the build puts them. */
const inDist = typeof __LIVEFIG_DIST__ !== "undefined" && __LIVEFIG_DIST__;

export interface RuntimeFiles {
  wasm: string;
  worker: string;
  digits: string;
}

/** The files in `base`, or beside the module at `moduleUrl`. */
export function runtimeFiles(moduleUrl: string, base?: string | URL): RuntimeFiles {
  if (!base && !inDist) {
    return {
      wasm: new URL("../../build/wasm/livefig.wasm", moduleUrl).href,
      worker: new URL("../../dist/livefig-worker.js", moduleUrl).href,
      digits: new URL("../../lessons/deep-learning-basics/data/digits.bin", moduleUrl).href,
    };
  }
  const folder = base ? withSlash(resolveUrl(base)) : moduleUrl;
  const at = (name: string) => new URL(name, folder).href;
  return { wasm: at("livefig.wasm"), worker: at("livefig-worker.js"), digits: at("digits.bin") };
}

/** The bytes at a URL; throws load_failed with the URL in `where`. */
export async function readBytes(url: string | URL): Promise<Uint8Array<ArrayBuffer>> {
  const href = String(url);
  try {
    if (href.startsWith("file:") && typeof process === "object") {
      // A variable, so that bundlers leave it alone: a browser never comes here.
      const disk = "node:fs/promises";
      const fs = (await import(/* @vite-ignore */ disk)) as { readFile(url: URL): Promise<Uint8Array> };
      return new Uint8Array(await fs.readFile(new URL(href)));
    }
    const response = await fetch(href);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw new EngineError("load_failed", href, thrown instanceof Error ? thrown.message : String(thrown));
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
