/** Two runs that differ in their dropout alone: how they are advanced, and what a reader would see of them. */
import type { Program } from "../../../web/engine/program.js";
import type { AdvanceRequest, SessionRun, SessionSnapshot } from "../../../web/engine/session_types.js";
import { digits } from "../../bindings/engine.js";

export function withDropout(p: number): Program {
  return digits({
    model: [
      { type: "Linear", out_features: 16 },
      { type: "Dropout", p },
      { type: "Linear", out_features: 10 },
    ],
  });
}
export const pair = (p = 0.5): SessionRun[] => [
  { name: "without", program: withDropout(0) },
  { name: "with", program: withDropout(p) },
];
export const ask = (steps: number, changes: Partial<AdvanceRequest> = {}): AdvanceRequest => ({
  steps,
  budgetMs: Number.POSITIVE_INFINITY,
  evaluateEvery: 5,
  probes: [],
  ...changes,
});

/** A clock that stands: no budget is ever used up. */
export const still = () => 0;

/** Everything that a reader would see of a run, put together from many snapshots. */
export function seen(snapshots: SessionSnapshot[], run: number) {
  const column = (pick: (snapshot: SessionSnapshot["runs"][number]) => Float32Array) =>
    snapshots.flatMap((snapshot) => [...pick(snapshot.runs[run])]);
  return {
    evaluatedAt: column(({ evaluations }) => evaluations.step),
    validation: column(({ evaluations }) => evaluations.validationLoss),
    train: column(({ evaluations }) => evaluations.trainLoss),
    batchSteps: column(({ batches }) => batches.step),
    batchLosses: column(({ batches }) => batches.loss),
  };
}
