/** A step at the right grain: how many batches an epoch has, and what one batch does, operation by operation. */
import type { ClientSession } from "../../engine/client.js";
import type { EngineErrorData, ProbeResult, Program } from "../../engine/program.js";
import type { FigureState } from "../state.js";

export type Grain = "batch" | "epoch" | "operation";

/** PyTorch's, which is the engine's. */
const DEFAULT_BATCH = 1;
const ALL_ROWS = 1 << 24;

/** Batches of one epoch; null on a surface, which has none. */
export async function batchesPerEpoch(
  session: ClientSession,
  { batch_size, drop_last, surface }: Program,
): Promise<number | null> {
  if (surface) return null;
  const probe = { key: "rows", run: 0, name: "data", options: { limit: ALL_ROWS } };
  const { rows } = (await look(session, 0, [probe])).probes;
  const count = (rows as ProbeResult | undefined)?.targets?.shape[0];
  if (!count) return null;
  const batches = count / (batch_size ?? DEFAULT_BATCH);
  return Math.max(1, drop_last ? Math.floor(batches) : Math.ceil(batches));
}

/** Steps from here to the end of the epoch. */
export function toEpochEnd(step: number, batches: number): number {
  return batches - (step % batches);
}

/** What one step does to each top-level layer; NaN and null where the layer has nothing of the kind. */
export interface Walk {
  run: number;
  /** The step that is made. */
  step: number;
  layers: { type: string; mean: number; spread: number; gradient: number | null; moved: number | null; size: number }[];
  /** Of the batch; the height where a run stands on a surface. */
  loss: number;
  /** A surface has no layers: one gradient, one move. */
  surface?: { at: readonly number[]; gradient: readonly number[]; move: readonly number[] };
}

/** Where in the walk: forward through the layers, the loss, back through those that learn, and their update. */
export type Operation =
  | { kind: "forward"; layer: number }
  | { kind: "loss" }
  | { kind: "backward"; layer: number }
  | { kind: "update"; layer: number };

export function operationsOf({ layers, surface }: Walk): Operation[] {
  if (surface) return [{ kind: "loss" }, { kind: "backward", layer: 0 }, { kind: "update", layer: 0 }];
  const forward = layers.map((_, layer): Operation => ({ kind: "forward", layer }));
  const learning = layers.flatMap(({ gradient }, layer) => (gradient === null ? [] : [layer]));
  return [
    ...forward,
    { kind: "loss" },
    ...[...learning].reverse().map((layer): Operation => ({ kind: "backward", layer })),
    ...learning.map((layer): Operation => ({ kind: "update", layer })),
  ];
}

/** Where each operation stands in the walk: looked up for every cell of a table that may have a thousand layers. */
export function placesOf(operations: readonly Operation[]): (operation: Operation) => number {
  const places = new Map(operations.map((operation, place) => [nameOf(operation), place]));
  return (operation) => places.get(nameOf(operation)) ?? -1;
}

const nameOf = (operation: Operation) =>
  "layer" in operation ? `${operation.kind} ${operation.layer}` : operation.kind;

/** So many operations are done when the present part (forward, loss, backward, update) has come to its end. */
export function endOfPart(operations: readonly Operation[], done: number): number {
  const part = operations[done]?.kind;
  const next = operations.findIndex(({ kind }, place) => place >= done && kind !== part);
  return next < 0 ? operations.length : next;
}

/** Measures the next step of one run by making it: the caller brings the session back (time_travel.ts). */
export async function walkOf(session: ClientSession, state: FigureState, run: number): Promise<Walk> {
  if (state.runs[run]!.program.surface) return walkOnSurface(session, state, run);
  const key = (name: string, options: Record<string, unknown> = {}) => ({ key: name, run, name, options });
  const before = await look(session, 0, [key("activations", { mode: "train" }), key("parameters")]);
  const after = await look(session, 1, [key("gradient_norm"), key("parameters")]);
  const activations = answered(before.probes.activations);
  const norms = answered(after.probes.gradient_norm);
  const [was, is] = [answered(before.probes.parameters), answered(after.probes.parameters)];
  const layers = (state.runs[run]!.program.model ?? []).map(({ type }, layer) => {
    const at = Array.from(norms.layer?.data ?? []).indexOf(layer);
    const names = Object.keys(is).filter((name) => name.split(".")[0] === String(layer));
    const difference = (name: string) => is[name]!.data.map((value, index) => value - was[name]!.data[index]!);
    return {
      type,
      mean: activations.mean?.data[layer] ?? Number.NaN,
      spread: Math.sqrt(activations.variance?.data[layer] ?? Number.NaN),
      gradient: at < 0 ? null : norms.norm!.data[at]!,
      moved: at < 0 ? null : lengthOf(names.map(difference)),
      size: lengthOf(names.map((name) => was[name]!.data)),
    };
  });
  return { run, step: state.step + 1, layers, loss: after.runs[run]!.loss };
}

async function walkOnSurface(session: ClientSession, state: FigureState, run: number): Promise<Walk> {
  const probe = { key: "moments", run, name: "moments", options: { count: 2 } };
  const { probes, runs } = await look(session, 1, [probe]);
  const { gradient, step } = answered(probes.moments);
  const surface = {
    at: state.runs[run]!.path.slice(-2),
    gradient: Array.from(gradient?.data ?? []),
    move: Array.from(step?.data ?? []),
  };
  return { run, step: state.step + 1, layers: [], loss: runs[run]!.loss, surface };
}

function look(session: ClientSession, steps: number, probes: Parameters<ClientSession["advance"]>[0]["probes"]) {
  return session.advance({ steps, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: 0, probes });
}

const answered = (answer: ProbeResult | EngineErrorData | undefined): ProbeResult =>
  answer && typeof answer.code !== "string" ? (answer as ProbeResult) : {};

function lengthOf(arrays: readonly ArrayLike<number>[]): number {
  return Math.sqrt(arrays.reduce((sum, array) => sum + Array.from(array).reduce((s, each) => s + each * each, 0), 0));
}
