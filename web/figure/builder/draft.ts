/**
 * What stands in a builder: a program that may be wrong for now, what is wrong with it, and the way back. The figure goes
 * on with the last one that was right.
 */
import type { EngineErrorData, Program } from "../../engine/program.js";

export interface Draft {
  /** Without its seed. */
  program: Program;
  /** None while the figure trains it. */
  problems: readonly EngineErrorData[];
  past: readonly Program[];
  future: readonly Program[];
}

const LONGEST_PAST = 200;

export function begun(program: Program): Draft {
  const { seed: _, ...own } = program;
  return { program: own, problems: [], past: [], future: [] };
}

/** What was wrong stays until the engine has looked at the new program. */
export function edited(draft: Draft, program: Program): Draft {
  if (program === draft.program) return draft;
  return { ...draft, program, past: [...draft.past, draft.program].slice(-LONGEST_PAST), future: [] };
}

/** What the engine says to a program, if that still is the one that stands here. */
export function answered(draft: Draft, program: Program, problems: readonly EngineErrorData[]): Draft {
  return program === draft.program ? { ...draft, problems } : draft;
}

/** The figure trains another program than was given to it here: it came by the code, a control or a link. */
export function followed(draft: Draft, program: Program): Draft {
  return { ...edited(draft, begun(program).program), problems: [] };
}

export function undone(draft: Draft): Draft {
  const program = draft.past.at(-1);
  if (!program) return draft;
  return { ...draft, program, past: draft.past.slice(0, -1), future: [draft.program, ...draft.future] };
}

export function redone(draft: Draft): Draft {
  const [program, ...future] = draft.future;
  if (!program) return draft;
  return { ...draft, program, past: [...draft.past, draft.program], future };
}

/** Rows of a reader's own do not come back by undo: they are no part of a program. */
export function forgotten(draft: Draft): Draft {
  return { ...draft, past: [], future: [] };
}
