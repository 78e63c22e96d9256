/** The headless engine: what contracts.md promises, over one instance of the wasm module. */
import { bytes, floats, writableFloats } from "./arrays.js";
import { Border, requireNumber, requireText } from "./border.js";
import type { Description } from "./describe/description.js";
import { EngineError, errorData } from "./errors.js";
import type { WasmModule } from "./module.js";
import type { Program } from "./program.js";
import type { ProgramText } from "./program_text.js";
import { Run } from "./run.js";
import { withTransfer } from "./transfer/describe.js";
import { Lender } from "./transfer/lender.js";
import type { Source } from "./transfer/source.js";

export class Engine {
  readonly #module: WasmModule;
  readonly #memory: WebAssembly.Memory;
  readonly #border = new Border();
  readonly #lender = new Lender((text) => this.#create(text));

  /** @internal Made by `loadEngine` or `instantiate`. */
  constructor(module: WasmModule, memory: WebAssembly.Memory) {
    this.#module = module;
    this.#memory = memory;
  }

  get version(): string {
    return this.#border.call("version", () => this.#module.version());
  }

  /** True once wasm has trapped: every call is refused from then on. */
  get crashed(): boolean {
    return this.#border.trapped;
  }

  /** Bytes of the engine's memory, all runs together; it grows and never shrinks. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** All types of a program with their fields, defaults and ranges, as the engine lists them. */
  describe(): Description {
    return withTransfer(JSON.parse(this.#border.call("describe", () => this.#module.describe())) as Description);
  }

  /**
   * a [m, k] · b [k, n], row-major. The product [m, n] is written into `out` and that is answered, when it is given (it
   * may be `a` or `b`); otherwise it is a new array, whose fresh memory can cost as much as a product of a hundred rows.
   */
  matmul(a: Float32Array, b: Float32Array, m: number, k: number, n: number, out?: Float32Array): Float32Array {
    const [left, right] = [floats(a, "matmul.a"), floats(b, "matmul.b")];
    const result = out === undefined ? null : writableFloats(out, "matmul.out");
    const sizes = [requireNumber(m, "matmul.m"), requireNumber(k, "matmul.k"), requireNumber(n, "matmul.n")] as const;
    return this.#border.call("matmul", () => this.#module.matmul(left, right, result, ...sizes));
  }

  /** Hands the engine a data file ("digits": digits.bin), which it copies. */
  provide(name: string, content: Uint8Array): void {
    const file = requireText(name, "provide.name");
    const given = bytes(content, `datasets.${file}`);
    this.#border.call("provide", () => this.#module.provide(file, given));
  }

  /** Everything that is wrong with a program; empty when it would run. */
  validate(program: Program): EngineError[] {
    try {
      const { json, arrays, beside } = this.text(program);
      const own = this.#border.call("validate", () => this.#module.validate(json, arrays)).map(EngineError.from);
      const lent = beside?.from ? this.validate(beside.from.program) : [];
      return [
        ...own,
        ...lent.map(({ data }) => new EngineError(data.code, `from.program.${data.where}`, data.message)),
      ];
    } catch (thrown) {
      return [thrown instanceof EngineError ? thrown : EngineError.from(errorData(thrown))];
    }
  }

  /** What a run of this program would hold, and the network that it borrows from while that is trained. */
  estimateBytes(program: Program): number {
    const { json, arrays, beside } = this.text(program);
    const own = this.#border.call("estimateBytes", () => this.#module.estimateBytes(json, arrays));
    return own + (beside?.from ? this.estimateBytes(beside.from.program) : 0);
  }

  /** A program with `from` first trains the network that it borrows from; the same one once. */
  createRun(program: Program): Run {
    const { run, source, layers } = this.begin(program);
    try {
      source?.train(Number.POSITIVE_INFINITY);
      source?.lend(run, layers);
    } catch (thrown) {
      run.dispose();
      throw thrown;
    }
    return run;
  }

  /** @internal A run as its own draw makes it, and the source that is to be trained before it lends its first `layers`. */
  begin(program: Program, text: ProgramText = this.text(program)): { run: Run; source: Source | null; layers: number } {
    const run = this.#create(text);
    const from = text.beside?.from;
    if (!from) return { run, source: null, layers: 0 };
    try {
      const source = this.#lender.source(from);
      source.check(run, from.layers);
      return { run, source, layers: from.layers };
    } catch (thrown) {
      run.dispose();
      throw thrown;
    }
  }

  /** @internal A program as it goes into the engine. */
  text(program: unknown): ProgramText {
    return this.#lender.text(program);
  }

  #create(text: ProgramText): Run {
    const { json, arrays } = text;
    const handle = this.#border.call("createRun", () => this.#module.createRun(json, arrays));
    return new Run(this.#border, this.#module, handle, text, (program) => this.text(program));
  }
}
