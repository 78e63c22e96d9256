/** Reads a figure's spec, in the page or by fetch, and checks it; what is wrong comes back as one sentence with file and field. */

import { filesNamedIn } from "../figure/files.js";
import { SpecError } from "../figure/resolve.js";
import type { DataSource, FigureSpec } from "../figure/spec.js";
import { parseSpec } from "../figure/validate.js";
import type { Say } from "../strings/say.js";

/** What a page carries of a figure, as texts: the spec in a `<script type="application/json">` child, files in `text/csv`. */
export interface InPage {
  spec: string | null;
  files: ReadonlyMap<string, string>;
}

export function carriedIn(element: Element): InPage {
  const files = element.querySelectorAll<HTMLScriptElement>(':scope > script[type="text/csv"][data-src]');
  return {
    spec: element.querySelector(':scope > script[type="application/json"]')?.textContent ?? null,
    files: new Map([...files].map((file) => [file.dataset.src!, file.textContent ?? ""])),
  };
}

/** Where the page carries the spec, `src` only names it, and says where its files are. */
export async function loadSpec(
  src: string,
  inPage: InPage,
  views: readonly string[],
  say: Say,
  signal: AbortSignal,
): Promise<FigureSpec> {
  const url = new URL(src, document.baseURI);
  const text = inPage.spec ?? (await readText(url, src, say, signal));
  const source = await readFiles(text, url, inPage.files, say, signal);
  return parseSpec(text, src, { views, everySetting: false, ...(source && { source }) });
}

/** The code that reads tables is loaded only for figures that name some. */
async function readFiles(
  spec: string,
  base: URL,
  carried: InPage["files"],
  say: Say,
  signal: AbortSignal,
): Promise<DataSource | undefined> {
  const names = spec.includes('"src"') ? filesNamedIn(JSON.parse(spec)) : [];
  if (names.length === 0) return undefined;
  const [{ tableSource }, ...texts] = await Promise.all([
    import("../figure/table_source.js"),
    ...names.map((name) => carried.get(name) ?? readText(new URL(name, base), name, say, signal)),
  ]);
  return tableSource(new Map(names.map((name, index) => [name, texts[index]!])));
}

async function readText(url: URL, name: string, say: Say, signal: AbortSignal): Promise<string> {
  const missing = (reason: string) => new SpecError("", say("specMissing", { url: name, reason }));
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    throw missing((error as Error).message);
  }
  if (!response.ok) throw missing(`${response.status} ${response.statusText}`.trim());
  return response.text();
}
