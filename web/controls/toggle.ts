/** On or off: a switch that stands before its label. */
import { css, html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ControlSpec } from "../figure/spec.js";
import { type Control, hint, hintId } from "./control.js";

type ToggleSpec = Extract<ControlSpec, { type: "toggle" }>;

export function toggleControl(control: Control<ToggleSpec>): TemplateResult {
  const { id, spec, value, set } = control;
  const on = spec.on ?? true;
  const off = spec.off ?? false;
  const checked = JSON.stringify(value) === JSON.stringify(on);
  const change = (event: Event) => set((event.target as HTMLInputElement).checked ? on : off);
  return html`<div class="control toggle" title=${spec.hint ?? ""}>
    <input type="checkbox" role="switch" id=${id} .checked=${live(checked)} ?disabled=${spec.lock === true} aria-describedby=${hintId(control)} @change=${change} />
    <label for=${id}>${spec.label}</label>${hint(control)}
  </div>`;
}

export const toggleStyles = css`
  .control.toggle {
    grid-template-columns: auto 1fr;
    align-items: center;
    align-content: center;
    min-height: 1.75rem;
  }
  .control.toggle > label {
    color: var(--lf-ink);
    cursor: pointer;
  }
  input[role="switch"] {
    appearance: none;
    position: relative;
    width: 2.25rem;
    height: 1.5rem;
    margin: 0;
    border: 1px solid var(--lf-muted);
    border-radius: 0.75rem;
    cursor: pointer;
  }
  input[role="switch"]::before {
    content: "";
    position: absolute;
    inset-block: 3px;
    inset-inline: 3px auto;
    aspect-ratio: 1;
    border-radius: 50%;
    background: var(--lf-muted);
  }
  input[role="switch"]:checked {
    border-color: var(--lf-ink);
    background: var(--lf-ink);
  }
  input[role="switch"]:checked::before {
    inset-inline: auto 3px;
    background: var(--lf-paper);
  }
  @media (pointer: coarse) {
    .control.toggle {
      min-height: 2.75rem;
    }
    .control.toggle > label {
      padding-block: 0.75rem;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    input[role="switch"]::before {
      transition: inset 120ms;
    }
  }
`;
