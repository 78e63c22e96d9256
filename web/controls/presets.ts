/** Presets as a row of buttons above the controls: the one whose values hold is pressed. */
import { css, html, nothing, type TemplateResult } from "lit";
import { isPreset } from "../figure/presets.js";
import type { PresetSpec } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";

export function presetRow(
  state: FigureState,
  say: Say,
  choose: (preset: PresetSpec) => void,
): TemplateResult | typeof nothing {
  const { presets = [] } = state.spec;
  if (presets.length === 0) return nothing;
  return html`<div class="presets" role="group" aria-label=${say("presets")}>
    ${presets.map(
      (
        preset,
      ) => html`<button type="button" class="preset" aria-pressed=${isPreset(state, preset)} title=${preset.hint ?? nothing}
        @click=${() => choose(preset)}>${preset.label}</button>`,
    )}
  </div>`;
}

export const presetStyles = css`
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }
  .preset {
    padding: 0 0.7rem;
    border-radius: 1rem;
    font-size: 0.8125rem;
  }
  .preset[aria-pressed="true"] {
    background: var(--lf-ink);
    border-color: var(--lf-ink);
    color: var(--lf-paper);
  }
  @media (forced-colors: active) {
    .preset[aria-pressed="true"] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
