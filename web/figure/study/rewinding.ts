/** A figure's numbers at an earlier step, and the way that is known ahead of it. */

import type { Chapter } from "../chapters.js";
import { equalJson } from "../edit_program.js";
import { sessionRuns } from "../exchange.js";
import { type Ahead, columnsOf, type Overlay } from "../overlay.js";
import { rewind } from "../rewind.js";
import type { FigureState } from "../state.js";
import { settle, withSettingsOf } from "../update.js";

/** The furthest that is known of the way the figure is on: beyond its step only while its changes are the same. */
export function known(state: FigureState, chapters: readonly Chapter[]): Ahead {
  const { ahead, step } = state;
  if (ahead && ahead.step >= step) {
    const before = ahead.chapters.filter((chapter) => chapter.step <= step);
    if (before.length === chapters.length && before.every((chapter, index) => chapter === chapters[index]))
      return ahead;
  }
  return { step, runs: state.runs, chapters };
}

/** The state at `step` of a known way, at rest: numbers, settings, goal. What was measured stays until it is measured anew. */
export function stateAt(state: FigureState, way: Ahead, step: number): FigureState {
  const chapter = way.chapters.findLast((each) => each.step <= step)!;
  const changed = !equalJson(sessionRuns(state), chapter.settings.runs);
  const set = changed ? withSettingsOf(state, chapter.settings) : state;
  const whole = { ...set, step: way.step, runs: withNumbersOf(set, way) };
  const runs = whole.runs.map(() => step);
  const back = rewind(whole, step, runs);
  return settle(
    {
      ...back,
      runs: back.runs.map((run) =>
        run.diverged && run.diverged.step > step ? { ...run, status: "running" as const, diverged: undefined } : run,
      ),
      ahead: step < way.step ? way : undefined,
      goalAt: state.goalAt !== undefined && state.goalAt <= step ? state.goalAt : undefined,
      metAt: metUntil(state, step),
      goalJudged: Math.min(state.goalJudged ?? -1, step),
      message: undefined,
    },
    false,
  );
}

function metUntil({ metAt }: FigureState, step: number): FigureState["metAt"] {
  return metAt && Object.fromEntries(Object.entries(metAt).filter(([, at]) => at <= step));
}

function withNumbersOf(state: FigureState, way: Ahead): FigureState["runs"] {
  return state.runs.map((run, index) => ({ ...(way.runs[index] ?? run), program: run.program, label: run.label }));
}

/** The way ahead, faint, from where the figure stands. */
export function aheadOverlays({ ahead, step }: FigureState): Overlay[] {
  if (!ahead || ahead.step <= step) return [];
  return ahead.runs.map((run) => ({ color: run.color, columns: columnsOf(run), opacity: 0.3, from: step }));
}
