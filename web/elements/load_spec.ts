/** Reads a figure's spec, in the page or by fetch, and checks it; what is wrong comes back as one sentence with file and field. */
import { SpecError } from "../figure/resolve.js";
import type { FigureSpec } from "../figure/spec.js";
import { parseSpec } from "../figure/validate.js";
import type { Say } from "../strings/say.js";

/** The spec that the page itself carries: the text of a `<script type="application/json">` child. */
export function specInPage(element: Element): string | null {
  return element.querySelector(':scope > script[type="application/json"]')?.textContent ?? null;
}

/** `inPage` is the spec's text where the page carries it; `src` then only names it. */
export async function loadSpec(
  src: string,
  inPage: string | null,
  views: readonly string[],
  say: Say,
  signal: AbortSignal,
): Promise<FigureSpec> {
  if (inPage !== null) return parseSpec(inPage, src, { views });
  const url = new URL(src, document.baseURI);
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    throw new SpecError("", say("specMissing", { url: src, reason: (error as Error).message }));
  }
  if (!response.ok)
    throw new SpecError(
      "",
      say("specMissing", { url: src, reason: `${response.status} ${response.statusText}`.trim() }),
    );
  return parseSpec(await response.text(), src, { views });
}
