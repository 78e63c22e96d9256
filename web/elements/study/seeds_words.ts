/** What ten seeds say: medians and bands, and whether one run's loss is lower by more than noise. */
import type { FigureState, RunState } from "../../figure/state.js";
import { finalValue, type Judge } from "../../figure/study/judge.js";
import { compareLosses, medianOf, type Trials } from "../../figure/study/seeds.js";
import { loss as lossText, percent } from "../../scene/numbers.js";
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

/** "validation loss", or what else the runs are judged by. */
export function judgeName(state: FigureState, judge: Judge, say: SayStudy): string {
  if (judge === "loss") return lossName(state, say);
  const validates = state.runs.some(({ curves }) => curves.validationAccuracy.some(Number.isFinite));
  return say(validates || state.runs[0]?.curves.step.length === 0 ? "validationAccuracy" : "trainAccuracy");
}

export const judgeText = (value: number, judge: Judge): string => (judge === "loss" ? lossText : percent)(value);

/** Each run's median and spread. */
export function medianWords({ runs }: Contestant, judge: Judge, say: SayStudy): string {
  const values = runs.map((run) => finalValue(run, judge));
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const parts: string[] = [];
  if (finite.length > 0) {
    const at = (share: number) => judgeText(finite[Math.round(share * (finite.length - 1))]!, judge);
    parts.push(say("seedsMedian", { value: judgeText(medianOf(finite), judge), low: at(0.1), high: at(0.9) }));
  }
  const diverged = values.length - finite.length;
  if (diverged > 0) parts.push(say("seedsDiverged", { count: diverged, all: values.length }));
  return parts.join(" · ");
}

/** "with dropout: lower validation loss than without in 9 of 10 seeds: more than noise." */
export function comparisonWords(a: Contestant, b: Contestant, judge: Judge, loss: string, say: SayStudy): string {
  // The less, the better.
  const of = ({ runs }: Contestant) => runs.map((run) => (judge === "loss" ? 1 : -1) * finalValue(run, judge));
  const one = compareLosses(of(a), of(b));
  // The better one first: "in 9 of 10" is easier to hold than "in 1 of 10".
  const turned = 2 * one.lower < one.of;
  const [first, second, lower] = turned ? [b, a, compareLosses(of(b), of(a)).lower] : [a, b, one.lower];
  const said = say(judge === "loss" ? "seedsLower" : "seedsHigher", {
    first: first.label,
    second: second.label,
    loss,
    lower,
    of: one.of,
  });
  return `${said}${say("colon")}${say(one.verdict === "unclear" ? "seedsUnclear" : "seedsClear")}${say("stop")}`;
}
