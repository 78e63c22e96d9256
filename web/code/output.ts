/** The terminal of a script while its figure trains: what it would have printed by now, results of training filled in. */
import type { RunState } from "../figure/state.js";
import { formattedNumber } from "./read/number_format.js";
import { linesUntil, type Measured, type Output } from "./read/printed_lines.js";

/** More lines than a reader scrolls back. */
const MOST = 400;

type Trained = Pick<RunState, "step" | "batches" | "curves">;

/** The text until now; a line whose loss was thinned out of the history is left out. */
export function terminalText(output: Output, run: Trained): string {
  let text = "";
  for (const { parts } of linesUntil(output, run.step, MOST)) {
    const told = parts.map((part) => (typeof part === "string" ? part : valueOf(part, run)));
    if (told.every((one) => one !== null)) text += told.join("");
  }
  return text;
}

const fields = {
  trainLoss: "trainLoss",
  validationLoss: "validationLoss",
  trainAccuracy: "trainAccuracy",
  validationAccuracy: "validationAccuracy",
} as const;

/** Null where a batch's loss is not kept; "…" where the figure did not evaluate at that step. */
function valueOf({ what, step, factor, spec }: Measured, { batches, curves }: Trained): string | null {
  if (what !== "batchLoss") {
    const value = at(curves.step, curves[fields[what]], step);
    return value === undefined || Number.isNaN(value) ? "…" : written(value * factor, spec);
  }
  const loss = at(batches.step, batches.loss, step);
  return loss === undefined ? null : written(loss * factor, spec);
}

function written(value: number, spec: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  return spec === "" ? String(value) : formattedNumber(value, spec, String(value), { from: 0, to: 0 });
}

/** The value in the row of a step; the steps grow. */
function at(steps: readonly number[], values: readonly number[], step: number): number | undefined {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return steps[low] === step ? values[low] : undefined;
}
