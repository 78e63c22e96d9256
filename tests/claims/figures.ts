/** A lesson's figure, trained over ten seeds exactly as its page trains it: the spec's programs, by the same session. */
import { fileURLToPath } from "node:url";
import { type Engine, loadEngine } from "../../web/engine/load.js";
import type { ProbeResult } from "../../web/engine/program.js";
import { Session } from "../../web/engine/session.js";
import { resolveFigure } from "../../web/figure/resolve.js";
import type { FigureSpec, Variables } from "../../web/figure/spec.js";
import { readSpecFile } from "../../web/site/pictures/spec_file.js";

export const seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

let loaded: Promise<Engine> | undefined;
function engine(): Promise<Engine> {
  loaded ??= loadEngine();
  return loaded;
}

/** Of "deep-learning-basics/04-dropout". */
export function specOf(figure: string): FigureSpec {
  const path = `lessons/${figure.replace("/", "/figures/")}.json`;
  return readSpecFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), path);
}

/** A run's end, and the points its curve went through. */
export interface Trained {
  status: string;
  step: number;
  loss: number;
  evaluatedAt: number[];
  trainLoss: number[];
  validationLoss: number[];
  trainAccuracy: number[];
  validationAccuracy: number[];
  /** On a surface: x and y in turn. */
  path: number[];
  /** Parameters that are trained. */
  parameters: number;
  probes: Record<string, ProbeResult>;
}

export interface Setting {
  seed: number;
  variables?: Variables;
  /** The spec's `playback.steps` by default. */
  steps?: number;
  /** Only at the start and the end by default. */
  evaluateEvery?: number;
  /** Only these runs, by name; all by default. */
  runs?: readonly string[];
  /** Measured at the end, on every run. */
  probes?: readonly { name: string; options?: Record<string, unknown> }[];
}

/** Every run of a figure by its name. */
export async function train(figure: string, setting: Setting): Promise<Record<string, Trained>> {
  const read = specOf(figure);
  const resolved = resolveFigure(read, { ...read.variables, ...setting.variables }, setting.seed);
  const runs = resolved.runs.filter(({ name }) => setting.runs?.includes(name) ?? true);
  const steps = setting.steps ?? resolved.playback.steps;
  const built = await engine();
  const session = new Session(built, runs);
  const asked = setting.probes ?? [];
  const probes = runs.flatMap((_, run) =>
    asked.map(({ name, options = {} }) => ({ key: `${run} ${name}`, run, name, options })),
  );
  const snapshot = session.advance(
    { steps, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery: setting.evaluateEvery ?? steps, probes },
    () => 0,
  );
  session.dispose();
  return Object.fromEntries(
    snapshot.runs.map((run, i) => {
      if (run.error) throw new Error(`${run.name}: [${run.error.where}] ${run.error.message}`);
      const { step, trainLoss, validationLoss, trainAccuracy, validationAccuracy } = run.evaluations;
      const trained: Trained = {
        status: run.status,
        step: run.step,
        loss: run.loss,
        evaluatedAt: [...step],
        trainLoss: [...trainLoss],
        validationLoss: [...validationLoss],
        trainAccuracy: [...trainAccuracy],
        validationAccuracy: [...validationAccuracy],
        path: [...(run.path ?? [])],
        parameters: countParameters(built, runs[i].program),
        probes: Object.fromEntries(asked.map(({ name }) => [name, snapshot.probes[`${i} ${name}`] as ProbeResult])),
      };
      return [run.name, trained];
    }),
  );
}

/** The same setting with every seed, in their order. */
export async function overSeeds(figure: string, setting: Omit<Setting, "seed">): Promise<Record<string, Trained>[]> {
  const all: Record<string, Trained>[] = [];
  for (const seed of seeds) all.push(await train(figure, { ...setting, seed }));
  return all;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function last(values: readonly number[]): number {
  return values[values.length - 1] ?? Number.NaN;
}

function countParameters(built: Engine, program: Parameters<Engine["createRun"]>[0]): number {
  const run = built.createRun(program);
  const count = run.parameters().reduce((sum, { data }) => sum + data.length, 0);
  run.dispose();
  return count;
}
