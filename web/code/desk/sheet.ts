/** A run's text while it is edited: what it says, what is wrong with it, and how it stands to what the figure trains. */
import type { Program } from "../../engine/program.js";
import { sameProgram } from "../complete.js";
import type { Problem } from "../read/problem.js";
import type { Read } from "../read/read.js";

/** What was read in a script, without the places in its text: those stay with the reader. */
export type Told = Omit<Read, "places">;

export interface Sheet<Reading extends Told = Told> {
  /** As it stands in the editor. */
  text: string;
  /** The last text that the figure took. */
  good: string;
  /** What `good` says; null where not even what the figure prints can be followed here: thousands of rows are written out in it. */
  read: Reading | null;
  /** Why `text` is not what the figure trains. */
  problem: Problem | null;
  /** What the run trained, and where the figure ended, when `good` was last held against them. */
  program: Program;
  steps: number;
}

export const trainsAlready = ({ program }: Pick<Sheet, "program">, read: Told): boolean =>
  sameProgram(read.program, program);
