/** The wasm module as an object with methods: arguments are copied into its memory, answers built as it calls back. */
import type { CallerArrays, LayerInfo, ModuleRun, NamedArray, WasmModule } from "./module.js";

type Exports = Record<string, (...numbers: number[]) => number> & { memory: WebAssembly.Memory };
type Given = string | ArrayBufferView;
// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the called function builds (module.ts tells what)
type Answer = any;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Starts an instance of livefig.wasm; engine/bindings is its other side. */
export async function startModule(
  compiled: WebAssembly.Module,
): Promise<{ module: WasmModule; memory: WebAssembly.Memory }> {
  const answers = new Answers();
  const instance = await WebAssembly.instantiate(compiled, {
    livefig: answers.imports(() => memory.buffer),
    // Said after memory has grown: nothing here keeps a view of it.
    env: { emscripten_notify_memory_growth: () => {} },
  });
  const exports = instance.exports as unknown as Exports;
  const { memory } = exports;
  exports._initialize();

  const call = (name: string, numbers: number[], ...given: Given[]): Answer => {
    exports.begin();
    for (const value of given) {
      const bytes = typeof value === "string" ? encoder.encode(value) : bytesOf(value);
      const at = exports.give(bytes.length);
      if (at) new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
    }
    const answer = answers.begin();
    exports[name](...numbers);
    return answer.error ? answer : answer.answer;
  };
  return { module: moduleOver(call), memory };
}

type Call = (name: string, numbers: number[], ...given: Given[]) => Answer;

function moduleOver(call: Call): WasmModule {
  const withProgram = (name: string, json: string, arrays: CallerArrays | null) =>
    call(name, [classes(arrays?.targets), classes(arrays?.validationTargets)], json, ...sides(arrays));
  return {
    version: () => call("version", []),
    describe: () => call("describe", []),
    matmul: (a, b, ...sizes) => call("matmul", sizes, a, b),
    provide: (name, bytes) => call("provide", [], name, bytes),
    validate: (json, arrays) => withProgram("validate", json, arrays),
    estimateBytes: (json, arrays) => withProgram("estimateBytes", json, arrays),
    createRun: (json, arrays) => {
      const answer = withProgram("createRun", json, arrays);
      return answer.error ? answer : runAt(answer, call);
    },
  };
}

function runAt(run: number, call: Call): ModuleRun {
  return {
    program: () => call("program", [run]),
    train: (steps) => call("train", [run, steps]),
    status: () => call("status", [run]),
    evaluate: (split) => call("evaluate", [run], split),
    predict: (inputs, rows) => call("predict", [run, rows], inputs),
    probe: (name, options) => call("probe", [run], name, options),
    history: (since) => call("history", [run, since]),
    layers: (): LayerInfo[] => call("layers", [run]),
    parameters: () => call("parameters", [run]),
    setParameters: (list) => call("setParameters", [run], ...triples(list)),
    stateDict: () => call("stateDict", [run]),
    loadStateDict: (list) => call("loadStateDict", [run], ...triples(list)),
    update: (json) => call("update", [run], json),
    checkpoint: () => call("checkpoint", [run]),
    restore: (bytes) => call("restore", [run], bytes),
    penalty: () => call("penalty", [run]),
    bytes: () => call("bytes", [run]),
    delete: () => call("dispose", [run]),
  };
}

const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const classes = (targets: unknown) => Number(targets instanceof Int32Array);
const triples = (list: NamedArray[]) => list.flatMap(({ name, shape, data }) => [name, Float64Array.from(shape), data]);

function sides(arrays: CallerArrays | null): ArrayBufferView[] {
  if (!arrays) return [];
  const { inputs, targets, validationInputs, validationTargets } = arrays;
  return validationInputs && validationTargets
    ? [inputs, targets, validationInputs, validationTargets]
    : [inputs, targets];
}

/** What a call builds: `{ answer }` or `{ error }`, filled from within. */
class Answers {
  #open: Answer[] = [];
  readonly #keys = new Map<number, string>();

  begin(): Answer {
    const answer = {};
    this.#open = [answer];
    return answer;
  }

  imports(memory: () => ArrayBufferLike): Record<string, (key: number, ...rest: number[]) => void> {
    const text = (at: number, size: number) => decoder.decode(new Uint8Array(memory(), at, size));
    const key = (at: number) => {
      const known = this.#keys.get(at);
      if (known !== undefined) return known;
      const bytes = new Uint8Array(memory(), at);
      const read = text(at, bytes.indexOf(0));
      this.#keys.set(at, read);
      return read;
    };
    const put = (at: number, value: Answer) => {
      const open = this.#open.at(-1);
      if (Array.isArray(open)) open.push(value);
      else open[key(at)] = value;
    };
    return {
      number: put,
      text: (at, start, size) => put(at, text(start, size)),
      floats: (at, start, count) => put(at, new Float32Array(memory(), start, count).slice()),
      bytes: (at, start, count) => put(at, new Uint8Array(memory(), start, count).slice()),
      nothing: (at) => put(at, null),
      open: (at, list) => {
        const value: Answer = list ? [] : {};
        put(at, value);
        this.#open.push(value);
      },
      close: () => this.#open.pop(),
    };
  }
}
