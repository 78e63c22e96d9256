/** How a training loop takes its batches, from the trees of the rows that it took. */
import { sameTree } from "./data_match.js";
import { ReadError, type Span } from "./problem.js";
import type { StepRecord } from "./record.js";
import { rowsOf } from "./tensors.js";
import type { Loss, Node, NodeArgument } from "./torch_values.js";
import type { Num } from "./values.js";

export interface Batches {
  inputs: Node;
  targets: Node;
  size: Num;
  shuffle: boolean;
  dropLast: boolean;
  /** Of the shuffling generator; null where a DataLoader or torch's own stream shuffles, or nobody does. */
  seed: Num | null;
  /** The order is drawn otherwise than the engine draws it. */
  otherOrder: boolean;
}

interface Taken {
  inputs: Node;
  targets: Node;
  /** The rows of the whole split in the order of this epoch; null: all rows, or rows as they come. */
  order: Node | null;
  from: number;
  size: number;
  written: Num | null;
}

const node = (argument: NodeArgument | undefined): Node | null =>
  typeof argument === "object" && argument !== null && "op" in argument && !("t" in argument) ? argument : null;
const number = (argument: NodeArgument | undefined): Num | null =>
  typeof argument === "object" && argument !== null && "t" in argument && argument.t === "num" ? argument : null;

const mixed = (at: Span): ReadError =>
  new ReadError(at, "the outputs and the targets of a batch must be of the same rows");

/** The rows that one step took. `whole`: every step takes the same. */
function taken(loss: Loss, whole: boolean, at: Span): Taken {
  const [x, y] = [loss.flow.root.node, loss.targets];
  const all = (): Taken => {
    const rows = rowsOf(x);
    return { inputs: x, targets: y, order: null, from: 0, size: rows?.t === "num" ? rows.v : 1, written: null };
  };
  if (x.op === "index" && y.op === "index") {
    const [rows, others] = [node(x.args[1]), node(y.args[1])];
    const [inputs, targets] = [node(x.args[0]), node(y.args[0])];
    if (rows && others && inputs && targets && (rows.op === "batch" || (rows.op === "slice" && !whole))) {
      if (!sameTree(rows, others)) throw mixed(at);
      const order = node(rows.args[0])!;
      if (rows.op === "batch") {
        const size = number(rows.args[1])!;
        return { inputs, targets, order, from: size.v * number(rows.args[2])!.v, size: size.v, written: size };
      }
      return { inputs, targets, order, ...bounds(rows, at) };
    }
  }
  if (whole) return all();
  if (x.op === "slice" && y.op === "slice") {
    const [a, b] = [bounds(x, at), bounds(y, at)];
    if (a.from !== b.from || a.size !== b.size) throw mixed(at);
    return { inputs: node(x.args[0])!, targets: node(y.args[0])!, order: null, ...a };
  }
  throw new ReadError(
    at,
    "a batch is taken as `inputs[rows]` and `targets[rows]` here, with rows from `order.split(64)` or a `DataLoader`",
  );
}

function bounds(slice: Node, at: Span): { from: number; size: number; written: null } {
  const from = slice.args[1] === null ? 0 : number(slice.args[1])?.v;
  const to = number(slice.args[2])?.v;
  if (from === undefined || to === undefined || to <= from)
    throw new ReadError(at, "the bounds of a batch must be known numbers");
  return { from, size: to - from, written: null };
}

export function batchesOfSteps(steps: readonly StepRecord[]): Batches {
  const losses = steps.map(({ loss }) => loss as Loss);
  const first = losses[0];
  const whole = losses.every(
    ({ flow, targets }) => flow.root.node === first.flow.root.node && targets === first.targets,
  );
  const single = whole && losses.length > 1;
  const all = losses.map((loss, i) =>
    taken(loss, single || (whole && loss.flow.root.node.op !== "index"), steps[i].at),
  );
  const [one] = all;
  for (const [i, { inputs, targets, size }] of all.entries())
    if (!sameTree(one.inputs, inputs) || !sameTree(one.targets, targets) || size !== one.size)
      throw new ReadError(steps[i].at, "every step must take a batch of the same size from the same data");
  const { at } = steps[0];
  const rows = rowsOf(one.inputs);
  const count = rows?.t === "num" ? rows.v : one.size;
  const size: Num = one.written ?? { t: "num", v: Math.min(one.size, count), float: false };
  const base = { inputs: one.inputs, targets: one.targets, size };
  const epochs = turns(all);
  const order = one.order
    ? orderOf(one.order, count, size.v, at)
    : { shuffle: false, dropLast: false, seed: null, otherOrder: false };
  const dropLast = order.dropLast || cutShort(epochs, count, size.v);
  inOrder(epochs, count, size.v, dropLast, at);
  return { ...base, ...order, dropLast };
}

/** The starts of the batches, epoch by epoch; the last epoch may be unfinished. */
function turns(all: readonly Taken[]): number[][] {
  const epochs: number[][] = [];
  all.forEach(({ from, order }, i) => {
    const anew = i === 0 || order !== all[i - 1].order || from <= all[i - 1].from;
    if (anew) epochs.push([]);
    epochs.at(-1)!.push(from);
  });
  return epochs;
}

const wholeEpochs = (epochs: number[][]) => epochs.slice(0, -1);

function cutShort(epochs: number[][], count: number, size: number): boolean {
  const full = Math.floor(count / size);
  return count % size !== 0 && wholeEpochs(epochs).some((starts) => starts.length === full);
}

/** Every epoch goes over all batches, one after the other. */
function inOrder(epochs: number[][], count: number, size: number, dropLast: boolean, at: Span): void {
  const length = dropLast ? Math.floor(count / size) : Math.ceil(count / size);
  for (const [e, starts] of epochs.entries()) {
    const last = e === epochs.length - 1;
    const right =
      starts.every((from, i) => from === i * size) && (last ? starts.length <= length : starts.length === length);
    if (!right) throw new ReadError(at, "an epoch goes over all batches here, one after the other, each row once");
  }
}

function orderOf(
  order: Node,
  count: number,
  size: number,
  at: Span,
): Pick<Batches, "shuffle" | "dropLast" | "seed" | "otherOrder"> {
  if (order.op === "loaded")
    return {
      shuffle: order.args[0] === true,
      dropLast: order.args[1] === true,
      seed: null,
      otherOrder: order.args[0] === true,
    };
  if (order.op === "slice") {
    const [inner, end] = [node(order.args[0]), number(order.args[2])];
    if (!inner || order.args[1] !== null || end?.v !== Math.floor(count / size) * size)
      throw new ReadError(
        at,
        "of an order only the last, short batch can be cut off: `order[: len(order) // 64 * 64]`",
      );
    return { ...orderOf(inner, count, size, at), dropLast: true };
  }
  if (number(order.args[0])?.v !== count)
    throw new ReadError(at, `the order must be over the ${count} rows that are trained on`);
  if (order.op === "arange") return { shuffle: false, dropLast: false, seed: null, otherOrder: false };
  if (order.op !== "randperm")
    throw new ReadError(at, "the order of the rows comes from `torch.randperm` or `torch.arange`");
  const named = order.args.find((one) => Array.isArray(one) && one[0] === "generator=") as NodeArgument[] | undefined;
  const draw = node(named?.[1]);
  if (!draw) return { shuffle: true, dropLast: false, seed: null, otherOrder: true };
  return { shuffle: true, dropLast: false, seed: number(draw.args[0]), otherOrder: number(draw.args[1])?.v !== 0 };
}
