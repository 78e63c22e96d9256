/** Trains a figure's settings in the background, from step 0, and keeps what came out: the same program is trained once. */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import type { FigureSettings } from "../chapters.js";
import { sessionRuns } from "../exchange.js";
import { resolveFigure } from "../resolve.js";
import type { FigureState, RunState } from "../state.js";
import { applySnapshot, createState, resetState, withSettingsOf } from "../update.js";

export interface Rehearsal {
  client: Client;
  signal: AbortSignal;
  /** Share of the steps that are made, 0 to 1. */
  onProgress?(share: number): void;
  onWaiting?(waiting: boolean): void;
}

/** Of the page: another figure may train the same. */
const known = new Map<string, readonly RunState[]>();
const MOST_KNOWN = 96;

/** Rows are told apart by a digest: as text they would be larger than all that is kept. */
const plain = (_: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? digestOf(value) : value);

const digests = new WeakMap<ArrayBufferView, string>();

/** Length and two sums of 32 bits over the bytes (FNV-1a, from two starts). */
function digestOf(view: ArrayBufferView): string {
  const known = digests.get(view);
  if (known) return known;
  let [one, two] = [0x811c9dc5, 0x01234567];
  for (const byte of new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) {
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x01000193) ^ (one >>> 13);
  }
  const digest = `#${view.byteLength} ${(one >>> 0).toString(16)} ${(two >>> 0).toString(16)}`;
  digests.set(view, digest);
  return digest;
}

/** The runs as they are after `steps` steps. Rejects with "cancelled" at an abort. */
export async function rehearse(
  settings: FigureSettings,
  steps: number,
  { client, signal, onProgress, onWaiting }: Rehearsal,
): Promise<readonly RunState[]> {
  const { evaluateEvery } = settings.playback;
  const key = JSON.stringify([settings.runs, steps, evaluateEvery], plain);
  const before = known.get(key);
  if (before) return before;
  let state = startOf(settings);
  await trainQuietly(client, {
    runs: sessionRuns(settings),
    steps,
    evaluateEvery,
    signal,
    onWaiting,
    onSnapshot: (snapshot) => {
      state = applySnapshot(state, snapshot);
      onProgress?.(Math.min(1, snapshot.step / steps));
    },
  });
  if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value!);
  known.set(key, state.runs);
  return state.runs;
}

/** Step 0 of these settings, for whoever has no figure. */
export function startOf(settings: FigureSettings): FigureState {
  const { spec, variables, seedOverride } = settings;
  return resetState(withSettingsOf(createState(spec, { variables, seed: seedOverride }), settings));
}

/** The same settings from another seed. */
export function withSeed(settings: FigureSettings, seed: number): FigureSettings {
  const { program, runs } = resolveFigure(settings.spec, settings.variables, seed);
  return { ...settings, seedOverride: seed, seed, program, runs };
}
