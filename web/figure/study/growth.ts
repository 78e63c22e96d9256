/** How a run came to diverge: its gradients by layer over the last steps, trained again in the background and measured. */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import { errorData } from "../../engine/errors.js";
import type { Program } from "../../engine/program.js";
import type { SessionSnapshot } from "../../engine/session_types.js";
import type { FigureSpec } from "../spec.js";
import type { FigureState } from "../state.js";
import { type Remedy, remedies } from "./remedies.js";

/** Steps that are looked at one by one. */
const CLOSE = 30;

export interface Growth {
  /** Top-level layers, or one line of losses on a surface (`layer` is null). */
  lines: { layer: number | null; step: number[]; value: number[] }[];
  /** As the engine names it: the index of the first layer with a number that is none. */
  layer: string;
  step: number;
}

/** Of a run that has diverged. Rejects with "cancelled" at an abort. */
export async function growthOf(state: FigureState, run: number, client: Client, signal: AbortSignal): Promise<Growth> {
  const { name, program, diverged } = state.runs[run]!;
  const { step: end, layer } = diverged!;
  const lines = new Map<number | null, Growth["lines"][number]>();
  const add = (key: number | null, step: number, value: number) => {
    if (!lines.has(key)) lines.set(key, { layer: key, step: [], value: [] });
    const line = lines.get(key)!;
    if (line.step.at(-1) === step || !Number.isFinite(value)) return;
    line.step.push(step);
    line.value.push(value);
  };
  await trainQuietly(client, {
    runs: [{ name, program }],
    steps: end,
    evaluateEvery: 0,
    stretch: (step) => (step < end - CLOSE ? end - CLOSE - step : 1),
    probes: program.surface ? [] : [{ key: "norm", run: 0, name: "gradient_norm", options: {} }],
    signal,
    onSnapshot: ({ step, runs, probes }) => {
      if (step < end - CLOSE || step === 0) return;
      if (program.surface) runs[0]!.batches.step.forEach((at, index) => add(null, at, runs[0]!.batches.loss[index]!));
      else for (const [key, value] of normsIn(probes)) add(key, step, value);
    },
  });
  return { lines: [...lines.values()], layer, step: end };
}

function normsIn(probes: SessionSnapshot["probes"]): [number, number][] {
  const answer = probes.norm;
  if (!answer || typeof answer.code === "string") return [];
  const { norm, layer } = answer as Exclude<typeof answer, { code: string }>;
  return Array.from(layer!.data, (index, at): [number, number] => [index, norm!.data[at]!]);
}

export interface Helped {
  remedy: Remedy;
  step: number;
  loss: number;
}

/** The first layer with a number that is none, as the engine names it ("4.Linear"); null where there are no layers. */
export function badLayer({ model }: Program, layer: string): number | null {
  const index = Number.parseInt(layer, 10);
  return model?.[index] ? index : null;
}

/** A run is helped when it learns. Where no remedy does that, the one that ends lowest, no worse than it began. */
const LEARNS = 0.7;
const NO_WORSE = 1.1;
/** One batch's loss says little. */
const LAST_BATCHES = 20;

/** The first remedy with which the run has learnt after `steps` steps, or at least lost nothing; null where none does. */
export async function helpFor(
  state: FigureState,
  run: number,
  written: FigureSpec,
  steps: number,
  client: Client,
  signal: AbortSignal,
): Promise<Helped | null> {
  const { name } = state.runs[run]!;
  let lowest: Helped | null = null;
  for (const remedy of remedies(state, run, written)) {
    let last: SessionSnapshot | null = null;
    let losses: number[] = [];
    let began = Number.NaN;
    try {
      await trainQuietly(client, {
        runs: [{ name, program: remedy.program }],
        steps,
        evaluateEvery: 0,
        signal,
        onSnapshot: (snapshot) => {
          const { loss } = snapshot.runs[0]!.batches;
          if (Number.isNaN(began)) began = loss[0] ?? Number.NaN;
          losses = [...losses, ...loss].slice(-LAST_BATCHES);
          last = snapshot;
        },
      });
    } catch (error) {
      // A program that the engine refuses is no remedy; an abort ends the search.
      if (errorData(error).code === "cancelled") throw error;
    }
    const made = (last as SessionSnapshot | null)?.runs[0];
    if (made?.status !== "running") continue;
    const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length;
    const helped = { remedy, step: made.step, loss };
    if (loss <= LEARNS * began) return helped;
    if (loss <= NO_WORSE * began && !(lowest && lowest.loss <= loss)) lowest = helped;
  }
  return lowest;
}

/** How long a remedy has to hold: well past where it went wrong. */
export function stepsToTry(state: FigureState, run: number): number {
  return Math.min(state.playback.steps, Math.max(200, 2 * state.runs[run]!.diverged!.step));
}
