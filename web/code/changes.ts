/** Changes of a text, by the places that they replace. */
import type { Span } from "./read/problem.js";

export interface Change extends Span {
  insert: string;
}

/** Text with all changes in it; none may overlap. */
export function applied(text: string, changes: readonly Change[]): string {
  let done = "";
  let from = 0;
  for (const change of [...changes].sort((a, b) => a.from - b.from)) {
    done += text.slice(from, change.from) + change.insert;
    from = change.to;
  }
  return done + text.slice(from);
}

/** From one text to another: the lines between what both begin and end with. */
export function difference(from: string, to: string): Change[] {
  if (from === to) return [];
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start++;
  let end = 0;
  const most = Math.min(from.length, to.length) - start;
  while (end < most && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return [{ from: start, to: from.length - end, insert: to.slice(start, to.length - end) }];
}
