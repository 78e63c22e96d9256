/** Whether any figure of the page trains for a reader now: what nobody watches waits until none does. */

/** Longer than the pause between two requests of a figure that plays slowly. */
const QUIET_MS = 250;
const LOOK_MS = 50;

/** Of the page, as its cores are. */
let trainedAt = Number.NEGATIVE_INFINITY;

export function noteTraining(): void {
  trainedAt = performance.now();
}

export function isQuiet(): boolean {
  return performance.now() - trainedAt >= QUIET_MS;
}

/** Resolves when nothing has trained for a while, or at an abort. `waiting` is told when it has to wait. */
export async function untilQuiet(signal: AbortSignal, waiting: () => void): Promise<void> {
  if (isQuiet() || signal.aborted) return;
  waiting();
  while (!isQuiet() && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
