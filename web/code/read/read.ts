/** A PyTorch script → the program that a figure runs, or what is wrong with the script and where. Never throws. */
import type { EngineErrorData, Program } from "../../engine/program.js";
import { Evaluator } from "./evaluate.js";
import { parseScript } from "./parse.js";
import { Places } from "./places.js";
import { locate, type Problem, ReadError } from "./problem.js";
import { programOf } from "./program.js";
import { reachedLate } from "./reached.js";

export type { Problem, Span } from "./problem.js";

export interface Read {
  program: Program;
  /** How many steps the loop makes; null where that cannot be told. */
  steps: number | null;
  places: Places;
  /** What `print` printed besides the results of training, which are "…". */
  printed: readonly string[];
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
    const evaluator = new Evaluator();
    evaluator.run(statements);
    const places = new Places();
    const { recorder, loops } = evaluator;
    const end = { from: Math.max(0, text.trimEnd().length - 1), to: text.trimEnd().length };
    const { program, notes } = programOf(recorder, places, end);
    reachedLate(loops.trained, evaluator.reached);
    return {
      program,
      steps: loops.total === undefined ? recorder.steps.length : loops.total,
      places,
      printed: evaluator.printed,
      notes: notes.map(({ at, message }) => locate(text, at, message)),
    };
  } catch (error) {
    if (error instanceof ReadError) return { problem: locate(text, error.at, error.message) };
    // Not foreseen: said as what it is, so that the last program that worked goes on.
    return { problem: locate(text, { from: 0, to: 1 }, `this script cannot be read here (${String(error)})`) };
  }
}

/** What the engine refuses in a program that was read, at its place in the script. */
export function locateError(text: string, { places }: Read, { where, message }: EngineErrorData): Problem {
  const at = places.find(where) ?? places.find("loss") ?? places.find("optimizer") ?? { from: 0, to: 1 };
  return locate(text, at, message.replace(/^\[\S*\] /, ""));
}
