/** The background work behind a slice: the runs' way through their weights, and the loss at many points of a plane. */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import { EngineError } from "../../engine/errors.js";
import type { ProbeResult } from "../../engine/program.js";
import { untilQuiet } from "../../engine/quiet.js";
import type { StateDict } from "../../engine/run.js";
import type { SessionRun } from "../../engine/session_types.js";
import { type Layout, layoutOf, type Plane, passes, vectorOf, type Walk, weightsAt } from "./slice.js";

/** Points along a side of the slice: the last of three ever finer grids. */
export const SIDE = 25;
/** Of each walk at most so many places, and of all together so many numbers: copies of whole networks. */
const PLACES = 40;
const MOST_NUMBERS = 16e6;

export interface SliceHost {
  client: Client;
  signal: AbortSignal;
  /** Share of the work that is done, 0 to 1. */
  onProgress(share: number): void;
  onWaiting(waiting: boolean): void;
}

export interface Walked {
  layout: Layout[];
  walks: Walk[];
  /** Each run's arrays at its end, buffers among them. */
  ends: StateDict[];
}

/** Trains the runs from step 0 and keeps where they were. Rejects with "cancelled" at an abort. */
export async function walk(runs: SessionRun[], steps: number, host: SliceHost): Promise<Walked> {
  const found = runs.map(() => ({ steps: [] as number[], places: [] as Float32Array[] }));
  const ends: StateDict[] = [];
  let layout: Layout[] = [];
  let stride = 0;
  await trainQuietly(host.client, {
    runs,
    steps,
    evaluateEvery: 0,
    // Step 0 is looked at first; then the size of the networks is known.
    stretch: () => stride,
    probes: runs.map((_, run) => ({ key: String(run), run, name: "parameters", options: {} })),
    signal: host.signal,
    onWaiting: host.onWaiting,
    onSnapshot: ({ step, probes, runs: snapshots }) => {
      runs.forEach((_, run) => {
        const answer = probes[run];
        if (!answer || "code" in answer || snapshots[run]!.status !== "running") return;
        const [own, parameters] = [found[run]!, answer as ProbeResult];
        if (own.steps.at(-1) === step) return;
        if (run === 0 && layout.length === 0) layout = layoutOf(parameters);
        own.steps.push(step);
        own.places.push(vectorOf(parameters));
      });
      const size = found.reduce((sum, { places }) => sum + (places[0]?.length ?? 0), 0);
      stride ||= Math.max(1, Math.ceil(steps / Math.max(2, Math.min(PLACES, MOST_NUMBERS / Math.max(size, 1)))));
      host.onProgress(steps > 0 ? step / steps : 1);
    },
    end: async (session) => {
      for (const index of runs.keys()) ends.push((await session.take(index)).weights);
    },
  });
  return { layout, walks: found, ends };
}

export interface Sliced {
  /** Loss over all training rows in eval mode, row 0 on top; NaN where it is not known yet. */
  losses: Float32Array;
  /** The finest grid that is whole: every so many cells. */
  stride: number;
  /** At the plane's middle, which is no cell of the grid. */
  middle: number;
}

export interface SlicePlan {
  run: SessionRun;
  plane: Plane;
  window: { x: readonly [number, number]; y: readonly [number, number] };
  layout: readonly Layout[];
  /** Buffers come from here. */
  kept: StateDict;
}

/** The point of a cell: corners of the grid stand on the window's. */
export function pointOf({ x, y }: SlicePlan["window"], cell: number): [number, number] {
  const [across, down] = [(cell % SIDE) / (SIDE - 1), Math.floor(cell / SIDE) / (SIDE - 1)];
  return [x[0] + across * (x[1] - x[0]), y[1] - down * (y[1] - y[0])];
}

/** Tells after every pass what is known. Rejects with "cancelled" at an abort. */
export async function slice(plan: SlicePlan, host: SliceHost, onSlice: (sliced: Sliced) => void): Promise<void> {
  const { client, signal, onProgress, onWaiting } = host;
  const losses = new Float32Array(SIDE * SIDE).fill(Number.NaN);
  const nobody = Number.POSITIVE_INFINITY;
  let done = 0;
  await trainQuietly(client, {
    runs: [plan.run],
    steps: 0,
    evaluateEvery: 0,
    signal,
    onWaiting,
    onSnapshot: () => {},
    begin: async (session) => {
      const lossAt = async (point: readonly [number, number]) => {
        await session.put(0, weightsAt(plan.plane, plan.layout, plan.kept, point));
        const request = { steps: 0, budgetMs: nobody, evaluateEvery: 1, probes: [], background: true };
        const { runs } = await session.advance(request);
        return runs[0]!.evaluations.trainLoss.at(-1) ?? Number.NaN;
      };
      const middle = await lossAt([0, 0]);
      for (const { stride, cells } of passes(SIDE)) {
        for (const cell of cells) {
          await untilQuiet(signal, () => onWaiting(true));
          if (signal.aborted) throw new EngineError("cancelled", "background", "cancelled");
          onWaiting(false);
          losses[cell] = await lossAt(pointOf(plan.window, cell));
          done += 1;
          if (done % 5 === 0) onProgress(done / losses.length);
        }
        onSlice({ losses: losses.slice(), stride, middle });
      }
    },
  });
}
