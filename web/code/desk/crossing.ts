/** The messages between the page and the reader's worker. */
import type { Program } from "../../engine/program.js";
import type { Answer, Job } from "./jobs.js";
import type { SentForm } from "./rows.js";

export interface Asked {
  id: number;
  job: Job;
  /** Forms of rows that a script may name by a line. */
  forms: SentForm[];
}
export type Answered = { id: number; answer: Answer } | { id: number; failed: string };

/** What is asked or answered, with other programs in it. */
export function withPrograms<T extends Job | Answer>(message: T, change: (program: Program) => Program): T {
  const own = "program" in message ? { program: change(message.program) } : {};
  if (!("sheet" in message)) return { ...message, ...own };
  const { sheet } = message;
  const read = "read" in sheet && sheet.read ? { read: { ...sheet.read, program: change(sheet.read.program) } } : {};
  return { ...message, ...own, sheet: { ...sheet, ...read, program: change(sheet.program) } };
}
