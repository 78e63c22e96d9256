/** What a self-contained page carries for its figures: the engine, the worker's script and the data, packed as text. */

import { LiveFigure } from "../../elements/element.js";
import { configure } from "../../engine/client.js";

/** The names of the packed files are the ids of their elements; build/inlined.ts writes them. */
export async function defineFromPage(): Promise<void> {
  const [wasmBytes, worker, digits] = await Promise.all(
    ["livefig.wasm", "livefig-worker.js", "digits.bin"].map(unpack),
  );
  if (wasmBytes && worker)
    configure({ wasmBytes, workerSource: new TextDecoder().decode(worker), datasets: digits ? { digits } : {} });
  if (!customElements.get("live-figure")) customElements.define("live-figure", LiveFigure);
}

/** Gzipped, then base64; null for a file that the page has no use for. */
async function unpack(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const text = document.getElementById(id)?.textContent;
  if (!text) return null;
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
