/** What is known to help a run that diverges: smaller steps, or clipped gradients. Each is tried before it is told. */
import type { Program } from "../../engine/program.js";
import { allowed } from "../control_values.js";
import { resolveFigure } from "../resolve.js";
import type { FigureSpec } from "../spec.js";
import type { FigureState } from "../state.js";

export interface Remedy {
  kind: "rate" | "clip";
  value: number;
  /** The run's program with it. */
  program: Program;
  /** How the figure is given it, where it can be. */
  change: { variable: string; value: number } | { program: Program } | null;
}

const SHARES = [1 / 3, 1 / 10, 1 / 30, 1 / 100, 1 / 1000];
/** Where one begins with an optimizer: a rate may be too large by more than any of these shares. */
const ORDINARY: Readonly<Record<string, number>> = { SGD: 0.1, RMSprop: 0.001, Adam: 0.001, AdamW: 0.001 };

/** Best first: the smallest change that may do. */
export function remedies(state: FigureState, run: number, written: FigureSpec): Remedy[] {
  const { program } = state.runs[run]!;
  const rate = program.optimizer?.lr;
  const found: Remedy[] = [];
  if (typeof rate === "number" && rate > 0) {
    const ordinary = ORDINARY[program.optimizer?.type ?? ""];
    const values = SHARES.map((share) => Number((rate * share).toPrecision(1)));
    if (ordinary !== undefined && ordinary < Math.min(...values)) values.push(ordinary);
    for (const value of values) {
      const made = { ...program, optimizer: { ...program.optimizer!, lr: value } };
      found.push({ kind: "rate", value, program: made, change: rateChange(state, run, value, written) });
    }
  }
  if (!program.surface && !program.clip_grad_norm) {
    const clip_grad_norm = { max_norm: 1 };
    const change = { program: { ...state.program, clip_grad_norm } };
    found.push({ kind: "clip", value: 1, program: { ...program, clip_grad_norm }, change });
  }
  return found;
}

/** By the control that gives the rate, else by the base program, else not at all. */
function rateChange(state: FigureState, run: number, value: number, written: FigureSpec): Remedy["change"] {
  const { spec, variables, seedOverride, program } = state;
  for (const { variable } of spec.controls) {
    if (typeof variables[variable] !== "number" || !allowed(written, variable, value)) continue;
    const other = resolveFigure(spec, { ...variables, [variable]: value }, seedOverride);
    if (other.runs[run]?.program.optimizer?.lr === value) return { variable, value };
  }
  const own = spec.runs[run]?.program;
  return own && "optimizer" in own
    ? null
    : { program: { ...program, optimizer: { ...program.optimizer!, lr: value } } };
}
