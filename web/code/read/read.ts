/** A PyTorch script → the program that a figure runs, or what is wrong with the script and where. Never throws. */
import type { EngineErrorData, Program } from "../../engine/program.js";
import { type Borrowing, borrowingOf } from "./borrowing.js";
import { Evaluator } from "./evaluate.js";
import { parseScript } from "./parse.js";
import { Places } from "./places.js";
import type { Output } from "./printed_lines.js";
import { outputOf } from "./prints.js";
import { locate, type Problem, ReadError } from "./problem.js";
import { programOf } from "./program.js";
import { reachedLate } from "./reached.js";
import type { Stmt } from "./syntax.js";

export type { Problem, Span } from "./problem.js";

export interface Read {
  program: Program;
  /** How many steps the loop makes; null where that cannot be told. */
  steps: number | null;
  places: Places;
  /** What the script prints, and when. */
  output: Output;
  /** True things about the script that a reader should know; it runs nevertheless. */
  notes: readonly Problem[];
  problem?: undefined;
}

export interface Unread {
  problem: Problem;
}

export function readScript(text: string): Read | Unread {
  try {
    const statements = parseScript(text);
    const borrowing = borrowingOf(text, statements);
    return borrowing ? borrowed(text, borrowing) : readStatements(text, statements);
  } catch (error) {
    if (error instanceof ReadError) return { problem: locate(text, error.at, error.message) };
    // Not foreseen: said as what it is, so that the last program that worked goes on.
    return { problem: locate(text, { from: 0, to: 1 }, `this script cannot be read here (${String(error)})`) };
  }
}

function readStatements(text: string, statements: readonly Stmt[]): Read {
  const evaluator = new Evaluator();
  evaluator.run(statements);
  const places = new Places();
  const { recorder, loops } = evaluator;
  const end = { from: Math.max(0, text.trimEnd().length - 1), to: text.trimEnd().length };
  const { program, notes, inputs } = programOf(recorder, places, end);
  reachedLate(loops.trained, evaluator.reached);
  return {
    program,
    steps: loops.total === undefined ? recorder.steps.length : loops.total,
    places,
    output: outputOf(evaluator.printed, recorder, inputs, loops.total),
    notes: notes.map(({ at, message }) => locate(text, at, message)),
  };
}

/** Two scripts in one: the source's own program stands in the other's. */
function borrowed(text: string, { source, rest, layers, number, at }: Borrowing): Read {
  const lender = readStatements(text, source);
  const read = readStatements(text, rest);
  if (lender.steps === null) throw new ReadError(at, "how long the source trains must be known to borrow from it");
  const seed = lender.program.seed ?? 0;
  const same = seed === (read.program.seed ?? 0);
  const { seed: _, ...program } = lender.program;
  read.places.number("from.layers", number);
  read.places.put("from", at);
  read.places.take(lender.places, "from.program.", same ? "seed" : undefined);
  return {
    ...read,
    program: { ...read.program, from: { program: same ? program : { ...program, seed }, steps: lender.steps, layers } },
    notes: [...lender.notes, ...read.notes],
  };
}

/** What the engine refuses in a program that was read, at its place in the script. */
export function locateError(text: string, { places }: Read, { where, message }: EngineErrorData): Problem {
  const at = places.find(where) ?? places.find("loss") ?? places.find("optimizer") ?? { from: 0, to: 1 };
  return locate(text, at, message.replace(/^\[\S*\] /, ""));
}
