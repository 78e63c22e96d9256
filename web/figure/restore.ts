/** Brings a figure to a state that someone shared, by training to its step again; what cannot be is said, and left out. */
import { sayIn } from "../strings/say.js";
import { sayProblem, sentencesFor } from "../strings/sentences.js";
import type { FigureRuntime } from "./runtime.js";
import { decodeShared, type SharedState, ShareError } from "./share.js";
import { withShared } from "./update.js";

/** Resolves when it is there, or when it stays as it is. A pause on the way ends it where it is. */
export async function restoreShared(runtime: FigureRuntime, text: string): Promise<void> {
  const { lang } = runtime.state;
  const say = sayIn(lang);
  let shared: SharedState;
  try {
    shared = decodeShared(text, runtime.written);
  } catch (error) {
    if (!(error instanceof ShareError)) throw error;
    const reason = (say as (key: string, filling: ShareError["filling"]) => string)(error.key, error.filling);
    await runtime.start();
    return runtime.say(say("badLink", { reason }));
  }
  const make = shared.runs ? (await import("./edit_run.js")).withSharedRuns : withShared;
  const refused = await runtime.setAll((state) => make(state, shared, runtime.written));
  if (refused) {
    await sentencesFor(lang);
    return runtime.say(say("badLink", { reason: sayProblem(lang, refused).replace(/[.。]$/, "") }));
  }
  if (runtime.broken || shared.step === 0) return;
  const replaying = say("replaying", { step: shared.step });
  runtime.say(replaying);
  await runtime.step(shared.step);
  if (runtime.state.message === replaying) runtime.say(undefined);
}
