/** A claim tried in the reader's browser: its ten seeds one after the other, in the background. */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import { type Claim, claimSeeds, quantitiesIn, runsOf } from "../../figure/claim.js";
import { sessionRuns } from "../../figure/exchange.js";
import { holds, readSide } from "../../figure/goal.js";
import type { FigureSpec } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { applySnapshot, createState, setStatus } from "../../figure/update.js";

export interface SeedResult {
  seed: number;
  holds: boolean;
  /** In the order of quantitiesIn; NaN where the run has none. */
  values: number[];
}

export interface TrialOptions {
  /** Every step of every seed, as a share of all. */
  onProgress(share: number): void;
  onSeed(result: SeedResult): void;
  /** It waits for a figure that trains for the reader, or goes on. */
  onWaiting(waiting: boolean): void;
  signal: AbortSignal;
}

/** Rejects with "cancelled" at an abort. */
export async function tryClaim(client: Client, spec: FigureSpec, claim: Claim, options: TrialOptions): Promise<void> {
  for (const seed of claimSeeds) {
    let state = begin(spec, claim, seed);
    const { evaluateEvery } = state.playback;
    const steps = claim.step ?? state.playback.steps;
    await trainQuietly(client, {
      runs: sessionRuns(state),
      steps,
      evaluateEvery,
      onSnapshot: (snapshot) => {
        state = applySnapshot(state, snapshot);
        options.onProgress((seed + state.step / steps) / claimSeeds.length);
      },
      onWaiting: options.onWaiting,
      signal: options.signal,
    });
    options.onSeed(judge(state, claim, seed));
  }
}

function begin(spec: FigureSpec, claim: Claim, seed: number): FigureState {
  const state = createState(spec, { seed, ...(claim.variables ? { variables: claim.variables } : {}) });
  return setStatus(runsOf(state, claim), "running");
}

function judge(state: FigureState, claim: Claim, seed: number): SeedResult {
  const values = quantitiesIn(claim.holds).map((quantity) => Number(readSide(state, quantity)));
  return { seed, holds: holds(state, claim.holds), values };
}
