/** Fetches a figure's spec and checks it; what is wrong comes back as one sentence with file and field. */
import { SpecError } from "../figure/resolve.js";
import type { FigureSpec } from "../figure/spec.js";
import { parseSpec } from "../figure/validate.js";
import type { Say } from "../strings/say.js";

export async function loadSpec(
  src: string,
  views: readonly string[],
  say: Say,
  signal: AbortSignal,
): Promise<FigureSpec> {
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
