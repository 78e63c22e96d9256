/** The lines of a script's terminal, as data: what stands in them, and which come again and again. */

/** What a figure measures: of one batch, or of a whole split at an evaluation. */
export interface Measured {
  what: "batchLoss" | "trainLoss" | "validationLoss" | "trainAccuracy" | "validationAccuracy";
  step: number;
  factor: number;
  /** Python's format: ".4f", or "". */
  spec: string;
}

export interface Line {
  /** It is printed after this step. */
  step: number;
  parts: (string | Measured)[];
}

export interface Output {
  lines: readonly (Line | Series)[];
}

/** Lines that come again and again. */
export interface Series {
  first: Line;
  /** Steps between two of them, and the last step that one may come after. */
  every: number;
  end: number;
  /** The text between marks: what stands fixed, and numbers with what is added to them each time. */
  parts: (Measured | (string | Counted)[])[];
}

/** A number that grows each time; `before`: how many blanks stand before it, `width`: to so many characters. */
export interface Counted {
  start: number;
  add: number;
  before: number;
  width: number;
}

export const numberAt = ({ start, add, before, width }: Counted, n: number): string => {
  const digits = String(start + n * add);
  return width > 0 ? digits.padStart(width) : " ".repeat(before) + digits;
};

/** All lines that come by this step, at most `most` of them: the last ones. */
export function linesUntil({ lines }: Output, step: number, most: number): Line[] {
  const found = lines.flatMap((line) =>
    "every" in line ? repeated(line, step, most) : line.step <= step ? [line] : [],
  );
  // Lines of one step stay in the order in which they were followed.
  return found
    .map((line, order) => ({ line, order }))
    .sort((a, b) => a.line.step - b.line.step || a.order - b.order)
    .map(({ line }) => line)
    .slice(-most);
}

function repeated({ first, every, end, parts }: Series, step: number, most: number): Line[] {
  const last = Math.floor((Math.min(step, end) - first.step) / every);
  const from = Math.max(0, last + 1 - most);
  return Array.from({ length: Math.max(0, last + 1 - from) }, (_, i) => {
    const n = from + i;
    const told = parts.map((part) =>
      Array.isArray(part)
        ? part.map((one) => (typeof one === "string" ? one : numberAt(one, n))).join("")
        : { ...part, step: part.step + n * every },
    );
    return { step: first.step + n * every, parts: told };
  });
}
