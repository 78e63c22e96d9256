/** One program being trained: the headless API's run. Every refusal is an EngineError and leaves the run usable. */
import { bytes, floats, sizes } from "./arrays.js";
import { type Border, kind, reading, requireNumber, requireText } from "./border.js";
import { EngineError } from "./errors.js";
import type {
  CallerArrays,
  Failure,
  HistoryColumns,
  LayerInfo,
  NamedArray,
  RunHandle,
  TrainAnswer,
  WasmModule,
} from "./module.js";
import type { Evaluation, ProbeResult, Program } from "./program.js";
import { type Beside, fromText, merge, type ProgramText, sameArrays, sameFrom, toJson } from "./program_text.js";

/** Parameters and buffers by PyTorch's names, in PyTorch's order. */
export type StateDict = Record<string, { shape: number[]; data: Float32Array }>;

export class Run {
  readonly #border: Border;
  readonly #module: WasmModule;
  #handle: RunHandle | null;
  #arrays: CallerArrays | null;
  #beside: Beside | undefined;
  readonly #read: (program: unknown) => ProgramText;
  #program: Program | null = null;

  /** @internal Made by `Engine.createRun`; `read` is the engine's way to a program's text. */
  constructor(
    border: Border,
    module: WasmModule,
    handle: RunHandle,
    { arrays, beside }: ProgramText,
    read: (program: unknown) => ProgramText,
  ) {
    this.#border = border;
    this.#module = module;
    this.#handle = handle;
    this.#arrays = arrays;
    this.#beside = beside;
    this.#read = read;
  }

  /** The program with every default filled in. */
  get program(): Program {
    this.#program ??= fromText(
      this.#call("program", (run) => this.#module.program(run)),
      this.#arrays,
      this.#beside,
    );
    return structuredClone(this.#program);
  }

  /** Trains `steps` steps in the caller's thread; `loss` is the last batch's, before its update, penalty included. */
  train(steps: number): TrainAnswer {
    const count = requireNumber(steps, "train.steps");
    return this.#call("train", (run) => this.#module.train(run, count));
  }

  /** What the last `train` answered, without training. */
  status(): TrainAnswer {
    return this.#call("status", (run) => this.#module.status(run));
  }

  /** The whole split in eval mode, without the penalty; `accuracy` is null for regression. */
  evaluate(split: "train" | "validation"): Evaluation {
    const text = requireText(split, "evaluate.split");
    return this.#call("evaluate", (run) => this.#module.evaluate(run, text));
  }

  /** Outputs (logits) in eval mode, `[rows, out]`, row-major. */
  predict(inputs: Float32Array | readonly number[], rows: number): Float32Array {
    const values = floats(inputs, "predict.inputs");
    const count = requireNumber(rows, "predict.rows");
    return this.#call("predict", (run) => this.#module.predict(run, values, count));
  }

  /** A measurement by name; it never changes the run. */
  probe(name: string, options: Record<string, unknown> = {}): ProbeResult {
    const text = requireText(name, "probe.name");
    const json = toJson(options, "probe.options");
    return byName(this.#call("probe", (run) => this.#module.probe(run, text, json)));
  }

  /** Recorded steps after `since` (all by default) as columns; bounded: old steps are thinned out. */
  history(since = -1): HistoryColumns {
    const step = requireNumber(since, "history.since");
    return this.#call("history", (run) => this.#module.history(run, step));
  }

  /** The model's top-level layers; empty on a test surface. */
  layers(): LayerInfo[] {
    return this.#call("layers", (run) => this.#module.layers(run));
  }

  /** The parameters in `named_parameters()` order, those frozen by `requires_grad: false` among them. */
  parameters(): NamedArray[] {
    return this.#call("parameters", (run) => this.#module.parameters(run));
  }

  /** All or nothing: one bad entry and no parameter changes. */
  setParameters(list: readonly { name: string; data: ArrayLike<number>; shape?: readonly number[] }[]): void {
    const shapes = new Map(this.parameters().map(({ name, shape }) => [name, shape]));
    const entries = reading("setParameters", () => {
      if (!Array.isArray(list))
        throw new EngineError("invalid_value", "setParameters", `expected a list, got ${kind(list)}`);
      return Array.from(list, (entry, i) => {
        const name = requireText(entry?.name, `setParameters[${i}].name`);
        const data = floats(entry.data, name);
        return { name, shape: sizes(entry.shape ?? shapes.get(name) ?? [data.length], name), data };
      });
    });
    this.#call("setParameters", (run) => this.#module.setParameters(run, entries));
  }

  stateDict(): StateDict {
    return byName(this.#call("stateDict", (run) => this.#module.stateDict(run)));
  }

  /** Strict as PyTorch's: missing and unexpected names are refused, and nothing changes then. */
  loadStateDict(dict: StateDict): void {
    const entries = reading("loadStateDict", () => {
      if (typeof dict !== "object" || dict === null)
        throw new EngineError("invalid_value", "loadStateDict", `expected an object, got ${kind(dict)}`);
      return Object.entries(dict).map(([name, entry]) => {
        const place = requireText(name, "loadStateDict");
        return { name, shape: sizes(entry?.shape ?? [], place), data: floats(entry?.data, place) };
      });
    });
    this.#call("loadStateDict", (run) => this.#module.loadStateDict(run, entries));
  }

  /** Changes live fields (lr, betas, p, …); code "needs_new_run" names the first field that is not, and nothing changes. */
  update(changes: object): void {
    this.reprogram(merge(this.program, changes));
  }

  /** `update` with a complete program in place of changes. */
  reprogram(program: Program): void {
    this.reprogramText(this.#read(program));
  }

  /** @internal `reprogram` with the text already made. */
  reprogramText({ json, arrays, beside }: ProgramText): void {
    if (!sameArrays(arrays, this.#arrays)) throw new EngineError("needs_new_run", "data", "other data needs a new run");
    if (!sameFrom(beside, this.#beside))
      throw new EngineError("needs_new_run", "from", "to borrow otherwise needs a new run");
    this.#call("update", (run) => this.#module.update(run, json));
    this.#beside = beside;
    this.#program = null;
  }

  /** Everything that the run needs to go on with the same bits. */
  checkpoint(): Uint8Array {
    return this.#call("checkpoint", (run) => this.#module.checkpoint(run));
  }

  /** Takes a checkpoint of the same program; code "bad_checkpoint" otherwise, and nothing changes then. */
  restore(checkpoint: Uint8Array): void {
    const given = bytes(checkpoint, "restore", "bad_checkpoint");
    this.#call("restore", (run) => this.#module.restore(run, given));
    // Live values (a rate) come with the checkpoint.
    this.#program = null;
  }

  /** The explicit penalty λ·Σw² now. */
  penalty(): number {
    return this.#call("penalty", (run) => this.#module.penalty(run));
  }

  /** Bytes that this run holds in the engine. */
  bytes(): number {
    return this.#call("bytes", (run) => this.#module.bytes(run));
  }

  get disposed(): boolean {
    return this.#handle === null;
  }

  /** Frees the run; a second time does nothing. */
  dispose(): void {
    const handle = this.#handle;
    this.#handle = null;
    if (handle !== null && !this.#border.trapped) this.#border.call("dispose", () => this.#module.dispose(handle));
  }

  #call<T>(where: string, inside: (run: RunHandle) => T | Failure): T {
    const run = this.#handle;
    if (run === null) throw new EngineError("disposed", where, "this run has been disposed");
    return this.#border.call(where, () => inside(run));
  }
}

function byName(list: NamedArray[]): ProbeResult {
  return Object.fromEntries(list.map(({ name, shape, data }) => [name, { shape, data }]));
}
