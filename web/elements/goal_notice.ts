/** Notices that a figure's goal is reached, once each time, and tells the page around the figure if there is one. */
import { builderGoals } from "../figure/goal.js";
import type { GoalSpec } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { goalStatement } from "../figure/statement.js";

export interface Reached {
  goal: GoalSpec;
  step: number;
}

export class GoalNotice {
  #met: ReadonlySet<string> = new Set();

  /** What has been reached in this very change; again only after the figure has started over. */
  reachedIn({ spec, goalAt, metAt }: FigureState): Reached[] {
    const met = new Map<string, Reached>();
    if (spec.goal && goalAt !== undefined) met.set("", { goal: spec.goal, step: goalAt });
    builderGoals(spec).forEach((goal, index) => {
      const step = metAt?.[index];
      if (step !== undefined) met.set(String(index), { goal, step });
    });
    const before = this.#met;
    this.#met = new Set(met.keys());
    return [...met].filter(([key]) => !before.has(key)).map(([, reached]) => reached);
  }
}

/** Any page may frame the figure and nothing in the statement is secret: it goes to whoever that is. */
export function postGoal(state: FigureState, reached: Reached, src: string | null, language: string): void {
  if (window.parent === window) return;
  const statement = goalStatement(state, reached, figureUrl(src, state.spec.name), language, new Date());
  window.parent.postMessage(statement, "*");
}

function figureUrl(src: string | null, name: string): string {
  // A page without a place of its own (srcdoc) has no address to resolve against.
  return src && URL.canParse(src, document.baseURI)
    ? new URL(src, document.baseURI).href
    : `urn:livefig:figure:${name}`;
}
