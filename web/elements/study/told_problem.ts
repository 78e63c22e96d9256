/** What went wrong while something was trained or made in the background, as a reader is told it. */
import { EngineError } from "../../engine/errors.js";
import { sayProblem, sentencesFor } from "../../strings/sentences.js";

export async function toldProblem(lang: string | undefined, error: unknown): Promise<string> {
  await sentencesFor(lang);
  if (error instanceof EngineError) return sayProblem(lang, error.data);
  return sayProblem(lang, { where: "", message: error instanceof Error ? error.message : String(error) });
}
