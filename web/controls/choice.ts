/** One of several: buttons in a row while they are few, a menu when they are many. */
import { css, html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ControlSpec, Value } from "../figure/spec.js";
import { type Control, framed, hint, hintId, outside } from "./control.js";

type ChoiceSpec = Extract<ControlSpec, { type: "choice" }>;

/** More characters than this do not stand beside each other on a phone. */
const ROW_CHARACTERS = 26;

const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

export function choiceControl(control: Control<ChoiceSpec>): TemplateResult {
  const { options } = control.spec;
  // A Chinese character takes the room of two letters.
  const characters = options.reduce((sum, { label }) => sum + label.replace(/[\u2e80-\uff60]/g, "xx").length + 2, 0);
  return options.length <= 6 && characters <= ROW_CHARACTERS ? row(control) : menu(control);
}

function row(control: Control<ChoiceSpec>): TemplateResult {
  const { id, spec, value, set } = control;
  return html`<fieldset class="control choice" ?disabled=${spec.lock === true} title=${spec.hint ?? ""} aria-describedby=${hintId(control)}>
    <legend>${spec.label}</legend>
    <div class="options">
      ${spec.options.map(
        (option, index) => html`<span>
          <input type="radio" name=${id} id="${id}-${index}" .checked=${live(same(option.value, value))} @change=${() => set(option.value)} />
          <label for="${id}-${index}">${option.label}</label>
        </span>`,
      )}
    </div>
    ${hint(control)}${outside(control)}
  </fieldset>`;
}

function menu(control: Control<ChoiceSpec>): TemplateResult {
  const { id, spec, value, set } = control;
  const change = (event: Event) => set(spec.options[(event.target as HTMLSelectElement).selectedIndex].value);
  return framed(
    control,
    "",
    html`<select id=${id} ?disabled=${spec.lock === true} aria-describedby=${hintId(control)} @change=${change}>
      ${spec.options.map((option) => html`<option .selected=${live(same(option.value, value))}>${option.label}</option>`)}
    </select>`,
  );
}

export const choiceStyles = css`
  .options {
    grid-column: 1 / -1;
    display: flex;
    margin-top: 0.2rem;
  }
  .options span {
    position: relative;
    flex: 1 1 auto;
  }
  .options span + span {
    margin-inline-start: -1px;
  }
  .options input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .options label {
    display: grid;
    place-items: center;
    min-height: 1.75rem;
    padding: 0 0.55rem;
    border: 1px solid var(--lf-faint);
    font-size: 0.8125rem;
    white-space: nowrap;
    color: var(--lf-ink);
  }
  .options span:first-child label {
    border-start-start-radius: 4px;
    border-end-start-radius: 4px;
  }
  .options span:last-child label {
    border-start-end-radius: 4px;
    border-end-end-radius: 4px;
  }
  .options input:checked + label {
    background: var(--lf-ink);
    border-color: var(--lf-ink);
    color: var(--lf-paper);
  }
  .options input:focus-visible + label {
    position: relative;
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  select {
    grid-column: 1 / -1;
    min-width: 0;
    min-height: 1.75rem;
    padding: 0 0.4rem;
    border: 1px solid var(--lf-faint);
    border-radius: 4px;
    background: var(--lf-paper);
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
  }
  .control > select {
    margin-top: 0.2rem;
  }
  @media (pointer: coarse) {
    .options label,
    select {
      min-height: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    .options input:checked + label {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
