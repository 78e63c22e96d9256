/** Back to any step of a figure and forward again, optimizer and all: from the nearest mark, by training the rest again. */
import type { ClientSession } from "../../engine/client.js";
import { equalJson } from "../edit_program.js";
import { BUDGET_MS } from "../exchange.js";
import type { FigureRuntime } from "../runtime.js";
import { applySnapshot, settle } from "../update.js";
import type { Workplace } from "../workplace.js";
import { known, stateAt } from "./rewinding.js";

/** Nobody watches these steps: longer stretches than a frame's. */
const SILENT_MS = 40;

export class TimeTravel {
  #runtime: FigureRuntime;
  #wanted: number | null = null;
  #travelling = false;
  #arrival: Promise<void> = Promise.resolve();

  constructor(runtime: FigureRuntime) {
    this.#runtime = runtime;
  }

  /** Resolves at the step wanted last: while one is on the way, a newer wish takes its place. */
  to(step: number): Promise<void> {
    this.#wanted = Math.max(0, Math.min(Math.round(step), this.#runtime.state.playback.steps));
    if (!this.#travelling) {
      this.#travelling = true;
      this.#arrival = this.#runtime.perform((place) => this.#travel(place));
    }
    return this.#arrival;
  }

  /** What comes next, seen from here: `look` may train on, and the session comes back to where the figure stands. */
  async peek<Seen>(look: (session: ClientSession) => Promise<Seen>): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const peeking = async (place: Workplace) => {
        resolve(await look(place.session));
        await this.#follow(place, place.keeper.state.step);
      };
      this.#runtime.perform(peeking).catch(reject);
    });
  }

  async #travel(place: Workplace): Promise<void> {
    const { keeper, settings } = place;
    while (this.#wanted !== null) {
      const target = this.#wanted;
      this.#wanted = null;
      const way = known(keeper.state, settings.chapters);
      const reached = Math.min(target, way.step);
      // The picture first: the session follows.
      keeper.set(stateAt(keeper.state, way, reached));
      settings.back(way.chapters.filter(({ step }) => step <= reached));
      await this.#follow(place, reached);
      await this.#goOn(place, target);
    }
    this.#travelling = false;
  }

  /** Brings the session to `step` of a known way. */
  async #follow({ session, keeper, settings }: Workplace, step: number): Promise<void> {
    const { chapters } = settings;
    const found = await session.seek(step);
    if (!found) await session.reset([...chapters[0].settings.runs]);
    let at = found?.step ?? 0;
    let programs = found?.runs ?? chapters[0].settings.runs;
    for (const { step: from, settings: wanted, put } of chapters) {
      if (from < at) continue;
      at = await this.#silently(session, at, from);
      if (this.#wanted !== null) return;
      if (!equalJson(wanted.runs, programs)) await session.update([...wanted.runs]);
      programs = wanted.runs;
      if (put) await session.put(put.run, put.weights);
    }
    await this.#silently(session, at, step);
    if (this.#wanted !== null) return;
    const { evaluateEvery } = keeper.state.playback;
    const there = await session.advance({ steps: 0, budgetMs: Number.POSITIVE_INFINITY, evaluateEvery, probes: [] });
    keeper.set(settle(applySnapshot(keeper.state, there), false));
  }

  async #silently(session: ClientSession, from: number, to: number): Promise<number> {
    let at = from;
    while (at < to && this.#wanted === null) {
      const request = { steps: to - at, budgetMs: SILENT_MS, evaluateEvery: 0, probes: [] };
      const { step, trainedSteps } = await session.advance(request);
      // Nothing moves any more: all have diverged.
      if (trainedSteps === 0 && step <= at) break;
      at = step;
    }
    return at;
  }

  /** Past what is known: trains, and is seen to. */
  async #goOn({ session, keeper }: Workplace, target: number): Promise<void> {
    const { evaluateEvery, gradients } = keeper.state.playback;
    while (keeper.state.step < target && this.#wanted === null) {
      const before = keeper.state.step;
      const snapshot = await session.advance({
        steps: target - before,
        budgetMs: BUDGET_MS,
        evaluateEvery,
        gradients,
        probes: [],
      });
      keeper.set(settle(applySnapshot(keeper.state, snapshot), false));
      if (snapshot.step === before && snapshot.runs.every(({ status }) => status !== "running")) break;
    }
  }
}
