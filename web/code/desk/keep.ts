/** Keeps a run's text in step with what the run trains: the numbers and lines that differ are changed, and nothing else. */
import type { Program } from "../../engine/program.js";
import { applied, type Change, difference } from "../changes.js";
import { sameProgram } from "../complete.js";
import { follow } from "../follow.js";
import { locate, type Problem } from "../read/problem.js";
import { type Read, readScript } from "../read/read.js";
import { pytorchScript } from "../script.js";
import type { Sheet } from "./sheet.js";

/** The text that the figure prints by itself. */
export function printed(program: Program, steps: number): Sheet<Read> {
  const text = pytorchScript(program, steps);
  const read = readScript(text);
  const known = read.problem ? { read: null, problem: read.problem } : { read, problem: null };
  return { text, good: text, ...known, program, steps };
}

/**
 * The run trains another program than the text says: a control has moved, another run's text was edited. Answers the
 * sheet and what is to change in its text; where the text cannot be read just now, only what stands outside of what was
 * typed since can be changed.
 */
export function followed(
  sheet: Sheet<Read>,
  program: Program,
  steps: number,
): { sheet: Sheet<Read>; changes: Change[] } {
  if (!sheet.read) {
    const anew = printed(program, steps);
    return { sheet: anew, changes: difference(sheet.text, anew.text) };
  }
  const ownSteps = sheet.read.steps !== sheet.steps;
  const same = sameProgram(sheet.read.program, program) && (ownSteps || steps === sheet.steps);
  if (same) return { sheet: { ...sheet, program, steps }, changes: [] };
  const wanted = { program, ...(ownSteps ? {} : { steps }) };
  const { text: good, read, changes } = follow(sheet.good, sheet.read, wanted, { steps: sheet.steps });
  if (!read) return { sheet: printed(program, steps), changes: difference(sheet.text, good) };
  const own = sheet.text === sheet.good ? changes : rebased(changes, sheet.good, sheet.text);
  const text = applied(sheet.text, own);
  const problem = sheet.problem && locate(text, moved(sheet.problem, own), sheet.problem.message);
  return { sheet: { text, good, read, problem, program, steps }, changes: own };
}

const moved = ({ from, to }: Problem, changes: readonly Change[]): { from: number; to: number } => {
  const by = changes
    .filter((change) => change.to <= from)
    .reduce((sum, change) => sum + change.insert.length - (change.to - change.from), 0);
  return { from: from + by, to: to + by };
};

/** Changes of one text as changes of another that differs from it in one place; [] where they touch that place. */
function rebased(changes: readonly Change[], from: string, to: string): Change[] {
  const [edit] = difference(from, to);
  if (!edit) return [...changes];
  const by = edit.insert.length - (edit.to - edit.from);
  const apart = changes.every((change) => change.to <= edit.from || change.from >= edit.to);
  if (!apart) return [];
  return changes.map((change) =>
    change.to <= edit.from ? change : { ...change, from: change.from + by, to: change.to + by },
  );
}
