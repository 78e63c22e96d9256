/** Notices that a figure's goal is reached, once each time, and tells the page around the figure if there is one. */
import type { FigureState } from "../figure/state.js";
import { goalStatement } from "../figure/statement.js";

export class GoalNotice {
  #at: number | undefined;

  /** True in the very change that reached it; again only after the figure has started over. */
  reachedIn({ goalAt }: FigureState): boolean {
    const before = this.#at;
    this.#at = goalAt;
    return goalAt !== undefined && before === undefined;
  }
}

/** Any page may frame the figure and nothing in the statement is secret: it goes to whoever that is. */
export function postGoal(state: FigureState, src: string | null, language: string): void {
  if (window.parent === window) return;
  const statement = goalStatement(state, figureUrl(src, state.spec.name), language, new Date());
  if (statement) window.parent.postMessage(statement, "*");
}

function figureUrl(src: string | null, name: string): string {
  // A page without a place of its own (srcdoc) has no address to resolve against.
  return src && URL.canParse(src, document.baseURI)
    ? new URL(src, document.baseURI).href
    : `urn:livefig:figure:${name}`;
}
