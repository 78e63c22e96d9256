/** What an engine keeps for transfer learning: parts of the digits as arrays, and the networks that others borrow from. */
import { reading } from "../border.js";
import type { ArrayData, From, Program } from "../program.js";
import { type Beside, type ProgramText, toJson, toText } from "../program_text.js";
import type { Run } from "../run.js";
import { fromOf, Source } from "./source.js";
import { type DrawnRows, subsetOf, takeSubset, type WantedSubset } from "./subset.js";

/** Of each kind; a reader who tries settings comes back to some of them. */
const mostKept = 24;
const allRows = 1 << 24;

/** The latest of what was made, by what it was made from. */
class Kept<T> {
  readonly #kept = new Map<string, T>();
  readonly #drop: (one: T) => void;

  constructor(drop: (one: T) => void = () => {}) {
    this.#drop = drop;
  }

  get(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    const found = known ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept) {
      this.#drop(this.#kept.get(oldest!)!);
      this.#kept.delete(oldest!);
    }
    return found;
  }
}

export class Lender {
  readonly #create: (text: ProgramText) => Run;
  readonly #subsets = new Kept<ArrayData>();
  readonly #sources = new Kept<Source>((source) => source.dispose());

  /** `create` makes a run from its own draw. */
  constructor(create: (text: ProgramText) => Run) {
    this.#create = create;
  }

  /** The program as the engine takes it: parts of sets as arrays, and without what it borrows. Throws EngineError. */
  text(program: unknown): ProgramText {
    const { beside, own } = reading("program", () => {
      if (typeof program !== "object" || program === null || Array.isArray(program)) return { own: program };
      const { from: _, ...rest } = program as Program;
      const [from, wanted] = [fromOf(program as Program), subsetOf(program as Program)];
      if (!from && !wanted) return { own: "from" in program ? rest : program };
      const data = wanted ? this.#subset(wanted) : rest.data;
      const beside: Beside = { ...(wanted && { data: rest.data as Beside["data"] }), ...(from && { from }) };
      return { own: { ...rest, data }, beside };
    }) as { own: unknown; beside?: Beside };
    const text = toText(own);
    return beside ? { ...text, beside } : text;
  }

  /** The same one for all who borrow the same. */
  source({ program, steps }: From): Source {
    return this.#sources.get(
      toJson([program, steps], "from"),
      () => new Source(this.#create(this.text(program)), steps),
    );
  }

  #subset(wanted: WantedSubset): ArrayData {
    return this.#subsets.get(JSON.stringify(wanted), () => takeSubset(this.#draw(wanted), wanted));
  }

  /** A run of the smallest model that there is: nothing else hands out a set's rows. */
  #draw({ whole, seed }: WantedSubset): DrawnRows {
    const run = this.#create(
      toText({
        seed,
        data: whole,
        model: [{ type: "Flatten" }, { type: "Linear", out_features: 10 }],
        loss: { type: "CrossEntropyLoss" },
        optimizer: { type: "SGD", lr: 0.1 },
      }),
    );
    try {
      const parts = ["train", "validation"].map((split) => run.probe("data", { split, limit: allRows }));
      const joined = (name: string): Float32Array => {
        const [one, other] = parts.map((part) => part[name]!.data) as [Float32Array, Float32Array];
        const all = new Float32Array(one.length + other.length);
        all.set(one);
        all.set(other, one.length);
        return all;
      };
      return { inputs: joined("inputs"), targets: joined("targets"), shape: parts[0]!.inputs!.shape.slice(1) };
    } finally {
      run.dispose();
    }
  }
}
