/** What the page asks of the reader of scripts, and what is answered; all of it can be sent to a worker and back. */
import type { EngineErrorData, Program } from "../../engine/program.js";
import type { Change } from "../changes.js";
import type { Problem } from "../read/problem.js";
import type { Unread } from "../read/read.js";
import type { Sheet, Told } from "./sheet.js";

/** A sheet whose `good` the reader reads again where it no longer knows it; `readable`: whether it can be read. */
export type SentSheet = Omit<Sheet, "read"> & { readable: boolean };

export interface Jobs {
  /** What a text says. */
  read: { asks: { text: string }; answers: Told | Unread };
  /** The run trains another program, or longer, than its text says. */
  follow: { asks: { sheet: SentSheet; program: Program; steps: number }; answers: { sheet: Sheet; changes: Change[] } };
  /** What the engine refuses in a program that was read in this text, at its place. */
  locate: { asks: { text: string; error: EngineErrorData }; answers: Problem };
}

export type Job = { [Type in keyof Jobs]: { type: Type } & Jobs[Type]["asks"] }[keyof Jobs];
export type Answer<Type extends keyof Jobs = keyof Jobs> = Jobs[Type]["answers"];
