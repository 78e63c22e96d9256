/** Training that nobody watches: one piece at a time, in short stretches, and only while no figure trains for a reader. */
import type { Client, ClientSession } from "./client.js";
import { EngineError } from "./errors.js";
import { untilQuiet } from "./quiet.js";
import type { ProbeRequest, SessionRun, SessionSnapshot } from "./session_types.js";

export interface QuietWork {
  runs: SessionRun[];
  steps: number;
  evaluateEvery: number;
  /** At most so many steps from `step` to the next snapshot; all that fit in a stretch by default. */
  stretch?(step: number): number;
  probes?: ProbeRequest[];
  /** Before the first step, and after the last one that is made. */
  begin?(session: ClientSession): Promise<void>;
  end?(session: ClientSession): Promise<void>;
  onSnapshot(snapshot: SessionSnapshot): void;
  /** It has to wait for a figure that is watched, or goes on again. */
  onWaiting?(waiting: boolean): void;
  signal: AbortSignal;
}

/** Short, so that a figure that starts meanwhile is not kept waiting. */
const STRETCH_MS = 12;

/** The pieces of this page, one after the other. */
let last: Promise<void> = Promise.resolve();

/** Resolves when all steps are made or every run has ended. Rejects with "cancelled" at an abort. */
export function trainQuietly(client: Client, work: QuietWork): Promise<void> {
  const mine = last.then(() => train(client, work));
  last = mine.catch(() => undefined);
  return mine;
}

async function train(client: Client, work: QuietWork): Promise<void> {
  const { runs, steps, evaluateEvery, probes = [], stretch = () => steps, signal, onWaiting } = work;
  const quiet = async () => {
    await untilQuiet(signal, () => onWaiting?.(true));
    if (signal.aborted) throw new EngineError("cancelled", "background", "cancelled");
    onWaiting?.(false);
  };
  await quiet();
  const session = await client.createSession(runs, signal);
  try {
    await work.begin?.(session);
    let step = 0;
    while (step < steps) {
      await quiet();
      const request = { steps: Math.min(stretch(step), steps - step), budgetMs: STRETCH_MS, evaluateEvery, probes };
      const snapshot = await session.advance({ ...request, background: true });
      step = snapshot.step;
      work.onSnapshot(snapshot);
      if (snapshot.runs.every(({ status }) => status !== "running")) return;
    }
    // The last step's own evaluation.
    const end = { steps: 0, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery, probes, background: true };
    work.onSnapshot(await session.advance(end));
    await work.end?.(session);
  } finally {
    session.dispose();
  }
}
