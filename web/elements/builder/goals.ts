/** The goals of a figure that is built: which are reached now, and which were before, also on an earlier visit. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { builderGoals } from "../../figure/goal.js";
import type { FigureSpec, GoalSpec } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import type { SayInBuilder } from "../../strings/builder.js";

const ring = svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4"/>`;
const tick = svg`<path d="M4.8 8.3l2.3 2.3 4.2-5" fill="none" stroke="currentColor" stroke-width="1.6"/>`;

export class Goals {
  /** In the words of the spec's own language, by which a goal is known. */
  readonly #written: readonly GoalSpec[];
  readonly #key: string;
  readonly #reached: Set<string>;

  constructor(written: FigureSpec) {
    this.#written = builderGoals(written);
    this.#key = `livefig-goals:${written.name}`;
    this.#reached = new Set(read(this.#key));
  }

  see({ metAt }: FigureState): void {
    for (const index of Object.keys(metAt ?? {})) {
      const label = this.#written[Number(index)]?.label;
      if (label === undefined || this.#reached.has(label)) continue;
      this.#reached.add(label);
      write(this.#key, [...this.#reached]);
    }
  }

  render({ spec, metAt }: FigureState, say: SayInBuilder): TemplateResult | typeof nothing {
    const goals = builderGoals(spec);
    if (goals.length === 0) return nothing;
    return html`<div class="builder-goals">
      <h3 id="builder-goals">${say("goals")}</h3>
      <ul aria-labelledby="builder-goals">
        ${goals.map(({ label }, index) => {
          const step = metAt?.[index];
          const before = this.#reached.has(this.#written[index]!.label);
          const said = step !== undefined ? say("goalMet", { step }) : before ? say("goalBefore") : say("goalOpen");
          return html`<li class=${step !== undefined || before ? "met" : ""}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${ring}${step !== undefined || before ? tick : nothing}</svg>
            <span>${label} <span class=${said === say("goalOpen") ? "unseen" : "goal-state"}>${said}</span></span>
          </li>`;
        })}
      </ul>
    </div>`;
  }
}

/** A sandboxed frame has no storage: there a goal is remembered as long as the page is open. */
function read(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function write(key: string, labels: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(labels));
  } catch {
    // As above.
  }
}
