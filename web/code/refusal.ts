/** What cannot be written or read, told as the engine tells what it refuses: a code, a place, a sentence. */
import type { EngineErrorData } from "../engine/program.js";

/** Not an EngineError, whose module the figure loads at once: an import from here would split it off there. */
export class Refusal extends Error {
  readonly data: EngineErrorData;

  constructor(code: string, where: string, message: string) {
    super(where ? `[${where}] ${message}` : message);
    this.name = "Refusal";
    this.data = { code, where, message };
  }
}

/** A refusal of ours or of the engine's; whatever else was thrown by its message. */
export function refusalData(thrown: unknown): EngineErrorData {
  const { data, message } = thrown as Partial<Refusal>;
  return data ?? { code: "other", where: "", message: message ?? String(thrown) };
}
