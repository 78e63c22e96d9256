/**
 * Batch norm in its two modes: a network as it stands, on its own images or brighter ones. Its weights are held still
 * while batches pass in train mode, so that nothing moves but the running averages which eval mode goes by.
 */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import type { LayerProgram, ProbeResult, Program } from "../../engine/program.js";
import type { StateDict } from "../../engine/run.js";

/** Batches that pass: of what the averages held before, 0.9 to this power is left. */
export const PASSES = 60;
export const MODE_ROWS = 360;

/** A network to look at, and the rows to show it. */
export interface Subject {
  program: Program;
  weights: StateDict;
  rows: ProbeResult;
}

export interface ModeSettings {
  batch: number;
  /** Added to each number of each row. */
  brighter: number;
}

/** How far a layer's running statistics are from those that the rows themselves have there in train mode. */
export interface Gap {
  /** Root mean square over the units of the means' difference, in the rows' standard deviations. */
  mean: number;
  /** Running standard deviation over the rows' own, geometric mean over the units. */
  deviation: number;
}

export interface Modes {
  /** Loss over all rows in eval mode: before any batch has passed, then after each. */
  evals: readonly number[];
  /** Loss of each batch in train mode. */
  batches: readonly number[];
  /** By normalization, from the input upwards. */
  before: readonly Gap[];
  after: readonly Gap[];
}

const hasMode = ({ type }: LayerProgram) => type === "BatchNorm1d" || type === "BatchNorm2d";

const inside = ({ block }: LayerProgram): LayerProgram[] => (Array.isArray(block) ? (block as LayerProgram[]) : []);

export function hasBatchNorm(model: readonly LayerProgram[] = []): boolean {
  return model.some((layer) => hasMode(layer) || hasBatchNorm(inside(layer)));
}

/** The network on rows of its own, learning nothing: at a rate of 0 a step is one pass in train mode. */
export function stillProgram({ program, rows }: Subject, { batch, brighter }: ModeSettings): Program {
  const { inputs, targets } = rows;
  if (!inputs || !targets) throw new Error("no rows");
  const classes = program.loss?.type === "CrossEntropyLoss";
  return {
    seed: program.seed ?? 0,
    data: {
      inputs: inputs.data.map((value) => value + brighter),
      targets: classes ? Int32Array.from(targets.data) : targets.data,
      shape: inputs.shape.slice(1),
    },
    model: program.model ?? [],
    loss: { ...program.loss, type: program.loss?.type ?? "CrossEntropyLoss", l2: 0 },
    optimizer: { type: "SGD", lr: 0 },
    batch_size: batch,
    drop_last: true,
  };
}

/** Running averages that are the last batch's alone. */
function forgetful(model: readonly LayerProgram[]): LayerProgram[] {
  return model.map((layer) => {
    if (hasMode(layer)) return { ...layer, momentum: 1 };
    return inside(layer).length > 0 ? { ...layer, block: forgetful(inside(layer)) } : layer;
  });
}

/** Variances below this are a dead unit's: as in the layer itself. */
const EPS = 1e-5;

export function gapsOf(running: StateDict, own: StateDict): Gap[] {
  return Object.keys(own)
    .filter((name) => name.endsWith("running_mean"))
    .map((name) => {
      const of = (state: StateDict, kind: "mean" | "var") => state[name.replace(/mean$/, kind)]!.data;
      const [means, ownMeans] = [of(running, "mean"), of(own, "mean")];
      const [variances, ownVariances] = [of(running, "var"), of(own, "var")];
      let [square, log] = [0, 0];
      for (let unit = 0; unit < ownMeans.length; unit += 1) {
        const variance = ownVariances[unit]! + EPS;
        square += (means[unit]! - ownMeans[unit]!) ** 2 / variance;
        log += Math.log((variances[unit]! + EPS) / variance) / 2;
      }
      return { mean: Math.sqrt(square / ownMeans.length), deviation: Math.exp(log / ownMeans.length) };
    });
}

interface Watched {
  client: Client;
  signal: AbortSignal;
  /** Share of the passes that are made, 0 to 1. */
  onProgress?(share: number): void;
  onWaiting?(waiting: boolean): void;
}

/** Rejects with "cancelled" at an abort. */
export async function compareModes(subject: Subject, settings: ModeSettings, watched: Watched): Promise<Modes> {
  const program = stillProgram(subject, settings);
  const rows = subject.rows.inputs!.shape[0]!;
  // All rows as one batch, and averages that keep nothing else: the rows' own statistics.
  const whole = { ...program, model: forgetful(program.model ?? []), batch_size: rows };
  const own = await pass(whole, subject.weights, 1, watched);
  const { onProgress } = watched;
  const passed = await pass(program, subject.weights, PASSES, watched, onProgress);
  return {
    evals: passed.evals,
    batches: passed.batches,
    before: gapsOf(subject.weights, own.weights),
    after: gapsOf(passed.weights, own.weights),
  };
}

async function pass(
  program: Program,
  weights: StateDict,
  steps: number,
  { client, signal, onWaiting }: Watched,
  onProgress?: (share: number) => void,
): Promise<{ evals: number[]; batches: number[]; weights: StateDict }> {
  const found = { evals: [] as number[], batches: [] as number[], weights };
  await trainQuietly(client, {
    runs: [{ name: "still", program }],
    steps,
    evaluateEvery: 1,
    signal,
    onWaiting,
    begin: (session) => session.put(0, weights),
    end: async (session) => {
      found.weights = (await session.take(0)).weights;
    },
    onSnapshot: ({ step, runs: [run] }) => {
      if (run?.error) throw new Error(run.error.message);
      found.evals.push(...(run?.evaluations.trainLoss ?? []));
      found.batches.push(...(run?.batches.loss ?? []));
      onProgress?.(step / steps);
    },
  });
  return found;
}
