/** What the reader is asked: the task, its hints one after the other, and the goal with whether it is reached. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";

type Part = TemplateResult | typeof nothing;

export function task(state: FigureState, say: Say): TemplateResult {
  const { spec } = state;
  return html`<div class="task">
    <p>${spec.task}</p>
    ${hintsFrom(0, spec.hints ?? [], say)} ${goal(state, say)}
  </div>`;
}

/** Each hint holds the next one: it can be opened only after those before it, without a script or a state. */
function hintsFrom(index: number, hints: readonly string[], say: Say): Part {
  if (index >= hints.length) return nothing;
  return html`<details class="hint">
    <summary>${hints.length === 1 ? say("hint") : say("hintOf", { number: index + 1, of: hints.length })}</summary>
    <p>${hints[index]}</p>
    ${hintsFrom(index + 1, hints, say)}
  </details>`;
}

const ring = svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4"/>`;
const tick = svg`<path d="M4.8 8.3l2.3 2.3 4.2-5" fill="none" stroke="currentColor" stroke-width="1.6"/>`;

/** A status: told once when it turns, and to nobody before. */
function goal({ spec, goalAt }: FigureState, say: Say): Part {
  if (!spec.goal) return nothing;
  const { label } = spec.goal;
  const met = goalAt !== undefined;
  return html`<p class=${met ? "goal met" : "goal"} role="status">
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${ring}${met ? tick : nothing}</svg>
    <span>${met ? say("goalMet", { label, step: goalAt }) : say("goal", { label })}</span>
  </p>`;
}

export const taskStyles = css`
  .task {
    display: grid;
    gap: 0.4rem;
    max-width: 44rem;
  }
  .hint {
    font-size: 0.9375rem;
  }
  .hint > p {
    margin-block: 0.2rem 0.3rem;
  }
  .hint > summary {
    display: inline-flex;
    min-width: 0;
    min-height: 1.5rem;
    padding: 0 0.5rem;
    border-radius: 4px;
    font-family: inherit;
    font-size: 0.8125rem;
  }
  .goal {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
    font-size: 0.875rem;
    color: var(--lf-muted);
  }
  .goal svg {
    flex: none;
    align-self: center;
  }
  .goal.met {
    color: var(--lf-ink);
  }
`;
