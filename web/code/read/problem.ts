/** What is wrong with a script, and where in its text; the one thing that the reader of scripts throws inside itself. */

/** Offsets into the text, `to` behind the last character. */
export interface Span {
  from: number;
  to: number;
}

export interface Problem extends Span {
  /** From 1. */
  line: number;
  /** From 1; `endColumn` stands behind the last character, on the same line. */
  column: number;
  endColumn: number;
  /** In the learner's terms, without the line. */
  message: string;
}

export class ReadError extends Error {
  readonly at: Span;
  constructor(at: Span, message: string) {
    super(message);
    this.name = "ReadError";
    this.at = at;
  }
}

export function locate(text: string, at: Span, message: string): Problem {
  const from = Math.max(0, Math.min(at.from, text.length));
  const start = text.slice(0, from).lastIndexOf("\n") + 1;
  const newline = text.indexOf("\n", from);
  const to = Math.max(from, Math.min(at.to, newline < 0 ? text.length : newline));
  const line = text.slice(0, start).split("\n").length;
  return { from, to, line, column: from - start + 1, endColumn: to - start + 1, message };
}

/** Letters to insert, drop, exchange or swap with a neighbour, at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/** The known name that was probably meant. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 40) return undefined;
  const limit = name.length < 4 ? 1 : 2;
  let best: string | undefined;
  let least = limit + 1;
  for (const one of known) {
    const away = one.toLowerCase() === name.toLowerCase() ? 0.5 : distance(name, one, limit);
    if (away < least) {
      least = away;
      best = one;
    }
  }
  return best;
}

/** ": did you mean `nn.ReLU`?", or "" where nothing comes near. */
export function didYouMean(name: string, known: Iterable<string>, prefix = ""): string {
  const meant = nearest(name, known);
  return meant === undefined ? "" : `; did you mean \`${prefix}${meant}\`?`;
}
