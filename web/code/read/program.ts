/** From what the script did to the program that does the same. Throws ReadError where no program does. */
import type { ArrayData, NamedData, Program, TypedProgram } from "../../engine/program.js";
import { originOf } from "../../figure/row_origin.js";
import { isArrays, rowShape } from "../../figure/shapes.js";
import { type Batches, batchesOfSteps } from "./batches.js";
import { matchData, sameTree, writtenData } from "./data_match.js";
import { ModelReader } from "./model_layers.js";
import { itemsOf, parametersOf } from "./modules.js";
import type { Places } from "./places.js";
import { ReadError, type Span } from "./problem.js";
import type { Recorder, StepRecord } from "./record.js";
import { readSurface } from "./surfaces.js";
import type { FlowItem, Layer, Loss, Node, Optimizer, Param, Scheduler } from "./torch_values.js";
import { is } from "./values.js";

export interface Note {
  at: Span;
  message: string;
}

export interface Understood {
  program: Program;
  notes: Note[];
  /** What is trained on, as the script made it; null on a surface. */
  inputs: Node | null;
}

export function programOf(recorder: Recorder, places: Places, end: Span): Understood {
  const { steps } = recorder;
  const [first] = steps;
  if (!first)
    throw new ReadError(end, "nothing trains here: a loop with `loss.backward()` and `optimizer.step()` is missing");
  alike(steps);
  const optimizer = typed(first.optimizer, "optimizer", places);
  const scheduler = schedulerOf(steps);
  const rest: Program = { optimizer };
  if (scheduler) rest.scheduler = typed(scheduler, "scheduler", places);
  if (first.clip) {
    const { maxNorm, normType, at } = first.clip;
    places.put("clip_grad_norm", at);
    if (maxNorm.at) places.number("clip_grad_norm.max_norm", maxNorm.at);
    rest.clip_grad_norm = { max_norm: maxNorm.v, ...(normType ? { norm_type: normType.v } : {}) };
  }
  if (is(first.loss, "tensor"))
    return { program: { surface: readSurface(steps, places), ...rest }, notes: [], inputs: null };
  return network(recorder, first as StepRecord & { loss: Loss }, rest, places);
}

function network(recorder: Recorder, first: StepRecord & { loss: Loss }, rest: Program, places: Places): Understood {
  const { loss, optimizer } = first;
  const notes: Note[] = [];
  const batches = batchesOfSteps(recorder.steps);
  const seed = seedOf(recorder, batches, places, first.at);
  const data = dataOf(batches, loss, recorder, places, first.at);
  joinSeed(data, seed, places);
  const reader = new ModelReader(places);
  const model = reader.layers(itemsOf(loss.flow), rowShape(data), "model");
  // What is wrong with the model as a whole is wrong with what comes out of it.
  places.put("model", places.parts.get(`model[${model.length - 1}]`) ?? loss.at);
  optimizesAll(optimizer, reader.used);
  const late = recorder.steps.find(({ evaluating }) => evaluating);
  if (late && [...reader.used].some(({ type }) => /^(Dropout|BatchNorm)/.test(type)))
    throw new ReadError(late.at, "the model is in eval mode while it trains: call `model.train()` before the steps");
  if (!recorder.seed)
    notes.push({
      at: optimizer.at,
      message: "without `torch.manual_seed` PyTorch starts from other weights each time",
    });
  places.put("loss", loss.criterion.at);
  for (const [name, at] of loss.criterion.numbers) places.number(`loss.${name}`, at);
  if (batches.size.at) places.number("batch_size", batches.size.at);
  if (batches.otherOrder && batches.shuffle)
    notes.push({
      at: first.at,
      message:
        "PyTorch draws the order of the rows otherwise here than the figure does: the numbers agree only on average",
    });
  const program: Program = {
    seed,
    data,
    model,
    loss: { type: loss.criterion.type, ...loss.criterion.fields, ...penaltyOf(loss, reader.used, places) },
    ...rest,
    batch_size: batches.size.v,
    ...(batches.shuffle ? {} : { shuffle: false }),
    ...(batches.dropLast ? { drop_last: true } : {}),
  };
  return { program, notes, inputs: batches.inputs };
}

function typed(made: Optimizer | Scheduler, name: string, places: Places): TypedProgram {
  places.put(name, made.at);
  for (const [field, at] of made.numbers) places.number(`${name}.${field}`, at);
  return { type: made.type, ...made.fields };
}

function seedOf(recorder: Recorder, batches: Batches, places: Places, at: Span): number {
  const seed = recorder.seed ?? batches.seed;
  if (recorder.seed?.at) places.number("seed", recorder.seed.at);
  if (!batches.seed) return seed?.v ?? 0;
  if (batches.seed.v !== seed?.v)
    throw new ReadError(
      batches.seed.at ?? at,
      `the order of the rows has the seed of \`torch.manual_seed\` in this lesson: ${seed?.v}`,
    );
  if (batches.seed.at) places.number("seed", batches.seed.at);
  return seed.v;
}

function dataOf(batches: Batches, loss: Loss, recorder: Recorder, places: Places, at: Span): NamedData | ArrayData {
  const { inputs, targets } = batches;
  const classes = loss.criterion.type === "CrossEntropyLoss";
  places.put("data", at);
  const found = matchData(inputs, targets, classes);
  if (found) {
    for (const [name, place] of found.numbers) places.number(`data.${name}`, place);
    return found.data;
  }
  const written = writtenData(inputs, targets);
  if (written) {
    const held = recorder.compared.find(
      ({ flow, targets: others }) =>
        !sameTree(flow.root.node, loss.flow.root.node) && writtenData(flow.root.node, others),
    );
    const validation = held && writtenData(held.flow.root.node, held.targets);
    return validation
      ? { ...written, validation: { inputs: validation.inputs, targets: validation.targets } }
      : written;
  }
  if (matchData(inputs, targets, !classes))
    throw new ReadError(
      loss.at,
      classes
        ? "`nn.CrossEntropyLoss` takes the numbers of the classes as targets: leave out `targets.float().unsqueeze(1)`"
        : `\`nn.${loss.criterion.type}\` takes a column of numbers as targets: \`targets = targets.float().unsqueeze(1)\` before they are split`,
    );
  throw new ReadError(
    at,
    "these data are none of the lesson's sets: keep the lines that make them as they are, and change only their numbers",
  );
}

/** Where the data have the seed of all else, they follow it. */
function joinSeed(data: NamedData | ArrayData, seed: number, places: Places): void {
  const own = places.numbers.get("data.seed") ?? [];
  if ((isArrays(data) ? originOf(data)?.seed : data.seed) !== seed) return;
  if (!isArrays(data)) delete data.seed;
  places.numbers.delete("data.seed");
  for (const at of own) places.number("seed", at);
}

const isWeight = ({ layer, name }: Param): boolean => name === "weight" && /^(Linear|Conv[12]d)$/.test(layer.type);

function penaltyOf(loss: Loss, used: ReadonlySet<Layer>, places: Places): { l2?: number } {
  if (!loss.penalty) return {};
  const { params, factor } = loss.penalty;
  const wanted = [...used].flatMap(parametersOf).filter(isWeight);
  const has = new Set(params.filter(isWeight).map(({ layer }) => layer));
  if (params.length !== wanted.length || !wanted.every(({ layer }) => has.has(layer)))
    throw new ReadError(
      loss.at,
      "the lesson's penalty is over the weights of all `nn.Linear` and convolutions, each once, and over nothing else",
    );
  if (factor.at) places.number("loss.l2", factor.at);
  return { l2: factor.v };
}

function optimizesAll(optimizer: Optimizer, used: ReadonlySet<Layer>): void {
  const place = new Map([...used].map((layer, i) => [layer, i]));
  const all = [...used].flatMap(parametersOf);
  const has = new Set(
    optimizer.params.map((one) => (is(one, "param") ? `${place.get(one.layer) ?? -1} ${one.name}` : "tensor")),
  );
  const wanted = [...used].flatMap((layer, i) =>
    parametersOf(layer).map((one): [string, boolean] => [`${i} ${one.name}`, layer.frozen.has(one.name)]),
  );
  const missing = wanted.some(([key, frozen]) => !frozen && !has.has(key));
  if (missing || has.has("tensor") || optimizer.params.length > all.length)
    throw new ReadError(optimizer.at, "the optimizer has all parameters of the model here: `model.parameters()`");
}

/** Every step does what the first one does. */
function alike(steps: readonly StepRecord[]): void {
  const [first] = steps;
  for (const { optimizer, loss, clip, at } of steps) {
    const same =
      optimizer === first.optimizer &&
      clip?.maxNorm.v === first.clip?.maxNorm.v &&
      clip?.normType?.v === first.clip?.normType?.v &&
      (is(loss, "tensor")
        ? is(first.loss, "tensor") && sameTree(loss.node, first.loss.node)
        : is(first.loss, "loss") && sameLoss(loss, first.loss));
    if (!same) throw new ReadError(at, "all steps are alike in a figure: same model, loss, optimizer and clipping");
  }
}

const sameLoss = (a: Loss, b: Loss): boolean =>
  a.criterion.type === b.criterion.type &&
  JSON.stringify(a.criterion.fields) === JSON.stringify(b.criterion.fields) &&
  a.penalty?.factor.v === b.penalty?.factor.v &&
  a.penalty?.params.length === b.penalty?.params.length &&
  (a.flow.way === b.flow.way || sameItems(itemsOf(a.flow), itemsOf(b.flow)));

function sameItems(a: readonly FlowItem[], b: readonly FlowItem[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i];
      if (one.kind === "residual")
        return other.kind === "residual" && one.scale?.v === other.scale?.v && sameItems(one.items, other.items);
      if (other.kind !== "layer") return false;
      const [x, y] = [one.layer, other.layer];
      // A layer that is written as a function is another one in every step.
      return (
        x === y ||
        (x.type === y.type && parametersOf(x).length === 0 && JSON.stringify(x.fields) === JSON.stringify(y.fields))
      );
    })
  );
}

/** It steps after every step of the optimizer, or never; a one-cycle schedule ends before its last. */
function schedulerOf(steps: readonly StepRecord[]): Scheduler | null {
  const used = new Set(steps.flatMap(({ schedulers }) => schedulers));
  const [scheduler] = used;
  if (!scheduler) return null;
  if (used.size > 1) throw new ReadError([...used][1].at, "one scheduler is all that this lesson has");
  const last = scheduler.type === "OneCycleLR" ? Number(scheduler.fields.total_steps) : Number.POSITIVE_INFINITY;
  steps.forEach(({ schedulers, optimizer, at }, i) => {
    const right = schedulers.length === 1 || (schedulers.length === 0 && i + 1 >= last);
    if (!right || optimizer !== scheduler.optimizer)
      throw new ReadError(
        at,
        "the scheduler steps after each `optimizer.step()` in this lesson: once a batch, not once an epoch",
      );
  });
  return scheduler;
}
