/** What the runtime itself has to tell the reader; other languages give another object of this type. */
import type { EngineErrorData } from "../engine/program.js";

export interface RuntimeMessages {
  workerStopped(step: number): string;
  refused(error: EngineErrorData): string;
}

export const englishMessages: RuntimeMessages = {
  workerStopped: (step) => `The worker stopped; continued from step ${step}.`,
  refused: ({ where, message }) => `Refused: ${where ? `${where}: ` : ""}${message}`,
};
