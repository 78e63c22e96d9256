/** What differs, in words: "only β₂: 0.999 → 0.9". */
import type { Difference } from "../../figure/study/differences.js";
import type { Say } from "../../strings/say.js";
import type { SayStudy } from "../../strings/study.js";

export function differenceWords(found: readonly Difference[], say: Say, study: SayStudy): string {
  if (found.length === 0) return study("differsNot");
  const said = found.map(({ label, before, after }) => study("difference", { label, before, after }));
  const text = found.length === 1 ? study("differsOnly", { difference: said[0]! }) : said.join(say("semicolon"));
  return found.every(({ seed }) => seed) ? `${text}${say("semicolon")}${study("justSeed")}` : text;
}
