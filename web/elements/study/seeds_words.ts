/** What ten seeds say: medians and bands, and whether one run's loss is lower by more than noise. */
import type { FigureState, RunState } from "../../figure/state.js";
import { compareLosses, finalLoss, medianOf, type Trials } from "../../figure/study/seeds.js";
import { loss as lossText } from "../../scene/numbers.js";
import type { SayStudy } from "../../strings/study.js";

/** One contestant: a run of the present settings or of a pin, under all seeds. */
export interface Contestant {
  label: string;
  runs: readonly RunState[];
}

export function contestants(trials: Trials, labels: readonly string[], mark?: string, say?: SayStudy): Contestant[] {
  return labels.map((run, index) => ({
    label: mark && say ? say("pinnedRun", { mark, run }) : run,
    runs: trials.map((runs) => runs[index]!),
  }));
}

export function lossName({ runs }: FigureState, say: SayStudy): string {
  if (runs[0]?.program.surface) return say("loss");
  const validates = runs.some(({ curves }) => curves.validationLoss.some(Number.isFinite));
  return say(validates || runs[0]?.curves.step.length === 0 ? "validationLoss" : "trainingLoss");
}

/** Each run's median and spread. */
export function medianWords({ runs }: Contestant, say: SayStudy): string {
  const losses = runs.map(finalLoss);
  const finite = losses.filter(Number.isFinite).sort((a, b) => a - b);
  const parts: string[] = [];
  if (finite.length > 0) {
    const at = (share: number) => lossText(finite[Math.round(share * (finite.length - 1))]!);
    parts.push(say("seedsMedian", { value: lossText(medianOf(finite)), low: at(0.1), high: at(0.9) }));
  }
  const diverged = losses.length - finite.length;
  if (diverged > 0) parts.push(say("seedsDiverged", { count: diverged, all: losses.length }));
  return parts.join(" · ");
}

/** "with dropout: lower validation loss than without in 9 of 10 seeds: more than noise." */
export function comparisonWords(a: Contestant, b: Contestant, loss: string, say: SayStudy): string {
  const one = compareLosses(a.runs.map(finalLoss), b.runs.map(finalLoss));
  // The better one first: "in 9 of 10" is easier to hold than "in 1 of 10".
  const turned = 2 * one.lower < one.of;
  const [first, second, lower] = turned
    ? [b, a, compareLosses(b.runs.map(finalLoss), a.runs.map(finalLoss)).lower]
    : [a, b, one.lower];
  const said = say("seedsLower", { first: first.label, second: second.label, loss, lower, of: one.of });
  return `${said}${say("colon")}${say(one.verdict === "unclear" ? "seedsUnclear" : "seedsClear")}${say("stop")}`;
}
