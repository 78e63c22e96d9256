/** A run taken along, and weights put in: work on a figure's session in its turn, with the outcome for whoever asked. */
import type { ProbeResult, Program } from "../engine/program.js";
import type { StateDict } from "../engine/run.js";
import type { TakenRun } from "../engine/session_types.js";
import { settingsOf } from "./chapters.js";
import type { FigureRuntime } from "./runtime.js";
import { forgetPoint } from "./update.js";
import type { Workplace } from "./workplace.js";

/** A run's arrays, its recorded steps and the program that it trains. Pauses the figure; rejects where nothing can train. */
export function takeRun(runtime: FigureRuntime, run: number): Promise<TakenRun & { program: Program }> {
  return asked(runtime, async ({ session, settings }) => {
    const taken = await session.take(run);
    return { ...taken, program: settings.good.runs[run].program };
  });
}

/** The first rows of one run's data, as the engine has them. Pauses the figure; rejects where there are none. */
export function takeRows(
  runtime: FigureRuntime,
  run: number,
  split: "train" | "validation",
  limit: number,
): Promise<ProbeResult> {
  return asked(runtime, async ({ session, settings }) => {
    const probes = [{ key: "rows", run, name: "data", options: { split, limit } }];
    const { evaluateEvery } = settings.good.playback;
    const snapshot = await session.advance({ steps: 0, budgetMs: 1000, evaluateEvery, probes });
    const rows = snapshot.probes.rows;
    if (!rows || "code" in rows) throw new Error(typeof rows?.message === "string" ? rows.message : "no rows");
    return rows as ProbeResult;
  });
}

/** What every layer makes of rows `from` to `to`, in eval mode, a row an answer. Pauses the figure; rejects where one cannot be had. */
export function takeUnits(
  runtime: FigureRuntime,
  run: number,
  split: "train" | "validation",
  from: number,
  to: number,
): Promise<ProbeResult[]> {
  return asked(runtime, async ({ session, settings }) => {
    const rows = Array.from({ length: to - from }, (_, index) => from + index);
    const probes = rows.map((row) => ({ key: String(row), run, name: "units", options: { split, row } }));
    const { evaluateEvery } = settings.good.playback;
    const snapshot = await session.advance({ steps: 0, budgetMs: 1000, evaluateEvery, probes });
    return rows.map((row) => {
      const answer = snapshot.probes[String(row)];
      if (!answer || "code" in answer)
        throw new Error(typeof answer?.message === "string" ? answer.message : "no rows");
      return answer as ProbeResult;
    });
  });
}

/** Other arrays for one run, which goes on from them. Rejects, and changes nothing, unless every name and shape fits. */
export function putWeights(runtime: FigureRuntime, run: number, weights: StateDict): Promise<void> {
  return asked(runtime, async ({ session, keeper, settings }) => {
    await session.put(run, weights);
    const { step } = keeper.state;
    settings.back([...settings.chapters, { step, settings: settingsOf(keeper.state), put: { run, weights } }]);
    keeper.set(forgetPoint(keeper.state, run));
  });
}

/** A failure is the asker's alone: the figure goes on. */
async function asked<T>(runtime: FigureRuntime, work: (place: Workplace) => Promise<T>): Promise<T> {
  let outcome: { value: T } | { error: unknown } | null = null;
  await runtime.perform(async (place) => {
    try {
      outcome = { value: await work(place) };
    } catch (error) {
      outcome = { error };
    }
  });
  const done = outcome as { value: T } | { error: unknown } | null;
  if (!done) throw new Error(runtime.state.message ?? "this figure is gone");
  if ("error" in done) throw done.error;
  return done.value;
}
