/**
 * A network with dropout as the many networks that it is: every mask leaves a thinned one, with a prediction of its own.
 * Their probabilities are averaged one after the other and held against the network with all its units, on the same rows.
 */
import type { LayerProgram } from "../../engine/program.js";
import type { StateDict } from "../../engine/run.js";

export const MASKS = 100;
/** Few enough that one mask is no long task on a phone. */
export const ROWS = 200;

export interface Rows {
  count: number;
  inputs: Float32Array;
  /** Class indices. */
  targets: ArrayLike<number>;
}

type Stage =
  | { kind: "linear"; weight: Float32Array; bias: Float32Array | null; outputs: number }
  | { kind: "function"; of: (value: number) => number }
  | { kind: "dropout"; p: number };

const functions: Readonly<Record<string, (value: number) => number>> = {
  ReLU: (value) => (value > 0 ? value : 0),
  Tanh: Math.tanh,
  Sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

/** Per dropout layer, per unit: 1 kept, 0 off. */
export type Mask = readonly Uint8Array[];

/** One row under one mask: probabilities per class, and what the first dropout layer is given and hands on, each added up. */
export interface Look {
  target: number;
  own: Float64Array;
  /** Of this mask and all before it. */
  average: Float64Array;
  all: Float64Array;
  p: number;
  given: number;
  /** The kept units alone, in the mean over this mask and all before it: what p leaves, before anything is scaled. */
  kept: number;
}

/** Null for a model without dropout, or with layers between that are none of these. */
export function stagesOf(model: readonly LayerProgram[] = [], weights: StateDict): Stage[] | null {
  const stages: Stage[] = [];
  for (const [index, { type, p }] of model.entries()) {
    const weight = weights[`${index}.weight`];
    if (type === "Linear" && weight)
      stages.push({
        kind: "linear",
        weight: weight.data,
        bias: weights[`${index}.bias`]?.data ?? null,
        outputs: weight.shape[0]!,
      });
    else if (type === "Dropout") stages.push({ kind: "dropout", p: typeof p === "number" ? p : 0.5 });
    else if (functions[type]) stages.push({ kind: "function", of: functions[type] });
    else if (type !== "Flatten") return null;
  }
  return stages.some(({ kind }) => kind === "dropout") ? stages : null;
}

export class Committee {
  readonly #stages: readonly Stage[];
  readonly #rows: Rows;
  readonly #draw: () => number;
  /** What the stages before the first dropout make of the rows: the same for every mask. */
  readonly #shared: Float32Array;
  readonly #widths: readonly number[];
  #sum: Float64Array | null = null;
  #row: { row: number; singles: Float64Array[]; kept: number[] } = { row: -1, singles: [], kept: [] };
  /** Loss of the network with all its units, as evaluation has it. */
  readonly all: number;
  /** Of each thinned network by itself, and of the average of as many as there are by then. */
  readonly singles: number[] = [];
  readonly averages: number[] = [];
  /** What was drawn for each, and how many rows it gets right by itself. */
  readonly masks: Mask[] = [];
  readonly right: number[] = [];

  constructor(stages: readonly Stage[], rows: Rows, seed: number) {
    const first = stages.findIndex(({ kind }) => kind === "dropout");
    this.#rows = rows;
    this.#draw = uniform(seed);
    this.#shared = pass(stages.slice(0, first), rows.inputs, rows.count, null);
    this.#stages = stages.slice(first);
    this.#widths = widthsOf(this.#stages, this.#shared.length / rows.count);
    this.all = lossOf(probabilities(pass(this.#stages, this.#shared, rows.count, null), rows.count), rows);
  }

  /** One more mask, the same for all rows. */
  add(): void {
    const { count } = this.#rows;
    const mask = this.#drawn();
    this.masks.push(mask);
    const own = probabilities(pass(this.#stages, this.#shared, count, mask), count);
    this.right.push(rightOf(own, this.#rows));
    this.#sum ??= new Float64Array(own.length);
    for (let i = 0; i < own.length; i += 1) this.#sum[i]! += own[i]!;
    const size = this.singles.push(lossOf(own, this.#rows));
    this.averages.push(
      lossOf(
        this.#sum.map((value) => value / size),
        this.#rows,
      ),
    );
  }

  /** `mask` counts from 0, and must have been added. */
  look(mask: number, row: number): Look {
    const given = this.#given(row);
    if (this.#row.row !== row) this.#row = { row, singles: [], kept: [] };
    const { singles, kept } = this.#row;
    for (const each of this.masks.slice(singles.length, mask + 1)) {
      singles.push(probabilities(pass(this.#stages, given, 1, each), 1));
      kept.push(given.reduce((sum, value, unit) => sum + value * each[0]![unit]!, 0));
    }
    const so = singles.slice(0, mask + 1);
    const [first] = this.#stages;
    return {
      target: this.#rows.targets[row]!,
      own: singles[mask]!,
      average: so[0]!.map((_, at) => so.reduce((sum, each) => sum + each[at]!, 0) / so.length),
      all: probabilities(pass(this.#stages, given, 1, null), 1),
      p: first?.kind === "dropout" ? first.p : 0,
      given: given.reduce((a, b) => a + b, 0),
      kept: kept.slice(0, mask + 1).reduce((a, b) => a + b, 0) / so.length,
    };
  }

  #given(row: number): Float32Array {
    const width = this.#shared.length / this.#rows.count;
    return this.#shared.subarray(row * width, (row + 1) * width);
  }

  #drawn(): Mask {
    const layers = this.#stages.filter((stage) => stage.kind === "dropout");
    return layers.map(({ p }, layer) =>
      Uint8Array.from({ length: this.#widths[layer]! }, () => (this.#draw() < p ? 0 : 1)),
    );
  }
}

/** How many units each dropout layer has. */
function widthsOf(stages: readonly Stage[], inputs: number): number[] {
  let width = inputs;
  return stages.flatMap((stage) => {
    if (stage.kind === "linear") width = stage.outputs;
    return stage.kind === "dropout" ? [width] : [];
  });
}

/** Without a mask nothing is dropped: inverted dropout has nothing to do then. */
function pass(stages: readonly Stage[], inputs: Float32Array, rows: number, mask: Mask | null): Float32Array {
  let values = inputs;
  let layer = 0;
  for (const stage of stages) {
    if (stage.kind === "linear") values = linear(stage, values, rows);
    else if (stage.kind === "function") values = values.map(stage.of);
    else if (mask) values = masked(values, stage.p, mask[layer++]!);
  }
  return values;
}

function linear(
  { weight, bias, outputs }: Extract<Stage, { kind: "linear" }>,
  values: Float32Array,
  rows: number,
): Float32Array {
  const width = values.length / rows;
  const made = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row += 1)
    for (let out = 0; out < outputs; out += 1) {
      let sum = bias ? bias[out]! : 0;
      for (let i = 0, x = row * width, w = out * width; i < width; i += 1) sum += values[x + i]! * weight[w + i]!;
      made[row * outputs + out] = sum;
    }
  return made;
}

/** At p = 1 nothing is kept, and nothing is divided by zero. */
function masked(values: Float32Array, p: number, mask: Uint8Array): Float32Array {
  const scale = Float32Array.from(mask, (kept) => (kept ? 1 / (1 - p) : 0));
  return values.map((value, at) => value * scale[at % mask.length]!);
}

/** Softmax over each row. */
function probabilities(outputs: Float32Array, rows: number): Float64Array {
  const classes = outputs.length / rows;
  const made = new Float64Array(outputs.length);
  for (let row = 0; row < rows; row += 1) {
    const own = outputs.subarray(row * classes, (row + 1) * classes);
    const highest = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const sum = own.reduce((all, value) => all + Math.exp(value - highest), 0);
    own.forEach((value, at) => {
      made[row * classes + at] = Math.exp(value - highest) / sum;
    });
  }
  return made;
}

/** Cross entropy: the mean of −log of the probability that stands at the target. */
function lossOf(shares: Float64Array, { count, targets }: Rows): number {
  const classes = shares.length / count;
  let sum = 0;
  for (let row = 0; row < count; row += 1) sum -= Math.log(Math.max(shares[row * classes + targets[row]!]!, 1e-300));
  return sum / count;
}

function rightOf(shares: Float64Array, { count, targets }: Rows): number {
  const classes = shares.length / count;
  let right = 0;
  for (let row = 0; row < count; row += 1)
    if (likeliest(shares.subarray(row * classes, (row + 1) * classes)) === targets[row]) right += 1;
  return right;
}

/** The class with the highest share. */
export function likeliest(shares: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < shares.length; at += 1) if (shares[at]! > shares[best]!) best = at;
  return best;
}

/** Masks of our own: PyTorch's stream is the training's. (Mulberry32.) */
function uniform(seed: number): () => number {
  let state = (seed + 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
