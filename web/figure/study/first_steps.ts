/** Adam's first steps with bias correction and without: both really trained, and what a steady gradient would make of them. */
import { trainQuietly } from "../../engine/background.js";
import type { Client } from "../../engine/client.js";
import type { ProbeResult, Program } from "../../engine/program.js";
import type { RunSnapshot } from "../../engine/session_types.js";
import type { FigureState } from "../state.js";
import { optimizerDefaults } from "../update_terms.js";

export const FIRST_STEPS = 20;
/** So many weights are watched, as many as the probe has; a surface has two. */
const WATCHED = 16;

/** Mean size of a step over the weights that moved, in units of the rate it was made with; entry i is of step i + 1. */
export interface FirstSteps {
  corrected: number[];
  plain: number[];
}

/** The run whose optimizer has such a correction: −1 where there is none. */
export function adamRun({ runs }: Pick<FigureState, "runs">): number {
  return runs.findIndex(({ program }) => program.optimizer?.type === "Adam");
}

/** The same program, the one time with, the other without. */
export function twins(program: Program): { corrected: Program; plain: Program } {
  const optimizer = program.optimizer ?? { type: "Adam" };
  return {
    corrected: { ...program, optimizer: { ...optimizer, bias_correction: true } },
    plain: { ...program, optimizer: { ...optimizer, bias_correction: false } },
  };
}

/** Of weights without a gradient nothing is to be learnt: a dark pixel's never move. */
export function meanStep({ step, lr }: ProbeResult): number {
  const moved = [...(step?.data ?? [])].map(Math.abs).filter((size) => size > 0);
  return moved.length === 0 ? 0 : moved.reduce((a, b) => a + b) / moved.length / lr!.data[0]!;
}

/** √(1 − β₂^t) and 1 − β₁^t are what the averages lack; a step is too large by their quotient as long as gradients stay alike. */
export function steadyFactor([beta1, beta2]: readonly [number, number], t: number): number {
  return (1 - beta1 ** t) / Math.sqrt(1 - beta2 ** t);
}

export function betasOf(program: Program): readonly [number, number] {
  return (program.optimizer?.betas ?? optimizerDefaults.Adam!.betas) as [number, number];
}

/** Both, step by step in the background. Rejects with "cancelled" at an abort. */
export async function trainFirstSteps(
  program: Program,
  { client, signal, onStep, onWaiting }: FirstStepsWork,
): Promise<void> {
  const pair = twins(program);
  const names = ["corrected", "plain"] as const;
  const found: FirstSteps = { corrected: [], plain: [] };
  const count = program.surface ? 2 : WATCHED;
  const take = (name: (typeof names)[number], run: RunSnapshot | undefined, answer: ProbeResult | undefined) => {
    // A run that has diverged makes no more steps.
    if (run?.status === "running" && answer?.at?.data[0] === found[name].length + 1) found[name].push(meanStep(answer));
  };
  await trainQuietly(client, {
    runs: names.map((name) => ({ name, program: pair[name] })),
    steps: FIRST_STEPS,
    evaluateEvery: 0,
    stretch: () => 1,
    probes: names.map((name, run) => ({ key: name, run, name: "update", options: { count } })),
    signal,
    onWaiting,
    onSnapshot: ({ runs, probes }) => {
      names.forEach((name, run) => {
        const answer = probes[name];
        if (answer && !("code" in answer)) take(name, runs[run], answer as ProbeResult);
      });
      onStep({ corrected: [...found.corrected], plain: [...found.plain] });
    },
  });
}

export interface FirstStepsWork {
  client: Client;
  signal: AbortSignal;
  onStep(steps: FirstSteps): void;
  onWaiting(waiting: boolean): void;
}
