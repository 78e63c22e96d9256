/** The network that another one borrows its first layers from: trained by its own program, then lent, the same each time. */
import { kind } from "../border.js";
import { EngineError } from "../errors.js";
import type { From, Program } from "../program.js";
import type { Run, StateDict } from "../run.js";

export const MOST_STEPS = 100_000;

/** What a program says to borrow; null where it borrows nothing. Throws EngineError at `from`. */
export function fromOf({ from, model, seed = 0 }: Program): From | null {
  if (from === undefined) return null;
  if (typeof from !== "object" || from === null || Array.isArray(from))
    throw new EngineError("invalid_value", "from", `expected { program, steps, layers }, got ${kind(from)}`);
  for (const name of Object.keys(from))
    if (!["program", "steps", "layers"].includes(name))
      throw new EngineError("unknown_field", `from.${name}`, "there are program, steps and layers");
  const { program, steps, layers } = from;
  if (typeof program !== "object" || program === null)
    throw new EngineError("missing_field", "from.program", "is the whole program of the network to borrow from");
  if (program.from !== undefined || program.surface !== undefined)
    throw new EngineError("invalid_value", "from.program", "must be a network that starts from its own weights");
  whole(steps, "from.steps", MOST_STEPS);
  whole(layers, "from.layers", Array.isArray(model) ? model.length : 0);
  return { program: { ...program, seed: program.seed ?? seed }, steps, layers };
}

function whole(value: unknown, where: string, most: number): void {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most) return;
  throw new EngineError("invalid_value", where, `must be a whole number from 1 to ${most}`);
}

/** Belongs to one engine; several runs may borrow from it. */
export class Source {
  #run: Run | null;
  #weights: StateDict;
  #left: number;
  readonly #steps: number;

  /** Takes the run over: at step 0, trained for so many steps before it lends. */
  constructor(run: Run, steps: number) {
    this.#run = run;
    this.#weights = run.stateDict();
    this.#left = steps;
    this.#steps = steps;
  }

  get trained(): boolean {
    return this.#left === 0;
  }

  /** 0 to 1. */
  get share(): number {
    return 1 - this.#left / this.#steps;
  }

  /** At most so many steps. Throws EngineError when it diverges: then there is nothing to lend, now or later. */
  train(steps: number): void {
    if (this.trained) return;
    if (!this.#run) throw new EngineError("disposed", "from", "the network to borrow from is no more");
    const some = Math.min(steps, this.#left);
    const { status, step } = this.#run.train(some);
    if (status === "diverged")
      throw new EngineError("invalid_value", "from.program", `the network to borrow from diverges at step ${step}`);
    this.#left -= some;
    if (this.#left > 0) return;
    this.#weights = this.#run.stateDict();
    this.dispose();
  }

  /** Refuses a borrower whose first layers are not those of the source. Throws EngineError. */
  check(borrower: Run, layers: number): void {
    this.#borrowed(borrower.stateDict(), layers);
  }

  lend(borrower: Run, layers: number): void {
    borrower.loadStateDict(this.#borrowed(borrower.stateDict(), layers));
  }

  dispose(): void {
    this.#run?.dispose();
    this.#run = null;
  }

  #borrowed(own: StateDict, layers: number): StateDict {
    const lent = Object.keys(own).filter((name) => Number.parseInt(name, 10) < layers);
    if (lent.length === 0) throw new EngineError("shape_mismatch", "from.layers", "none of these layers has weights");
    const borrowed: StateDict = { ...own };
    for (const name of lent) {
      const [here, there] = [own[name]!.shape, this.#weights[name]?.shape];
      if (String(here) !== String(there))
        throw new EngineError(
          "shape_mismatch",
          "from.layers",
          `${name} is (${here.join(", ")}) here and ${there ? `(${there.join(", ")})` : "missing"} where it comes from`,
        );
      borrowed[name] = this.#weights[name]!;
    }
    return borrowed;
  }
}
