/** A slider over equal steps; also the look of every slider. */
import { css, html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ControlSpec } from "../figure/spec.js";
import { type Control, framed, hintId, shortNumber } from "./control.js";

type RangeSpec = Extract<ControlSpec, { type: "range" }>;

export function rangeControl(control: Control<RangeSpec>): TemplateResult {
  const { id, spec, value, set } = control;
  const decimals = Math.max(0, -Math.floor(Math.log10(spec.step) + 1e-9));
  const number = Number(value);
  const exact = number < 0 || control.outside !== undefined;
  const shown = (exact ? shortNumber(number) : number.toFixed(decimals)) + (spec.unit ? ` ${spec.unit}` : "");
  // Float steps add up to 0.30000000000000004; the value that is set has the step's own digits.
  const input = (event: Event) => set(Number(Number((event.target as HTMLInputElement).value).toFixed(decimals)));
  return framed(
    control,
    shown,
    html`<input type="range" id=${id} min=${spec.min} max=${spec.max} step=${spec.step} .value=${live(String(value))} ?disabled=${spec.lock === true}
      aria-valuetext=${shown} aria-describedby=${hintId(control)} @input=${input} />`,
  );
}

export const rangeStyles = css`
  input[type="range"] {
    grid-column: 1 / -1;
    appearance: none;
    width: 100%;
    height: 1.5rem;
    margin: 0;
    background: transparent;
    cursor: pointer;
  }
  input[type="range"]::-webkit-slider-runnable-track {
    height: 2px;
    background: var(--lf-faint);
    border-radius: 1px;
  }
  input[type="range"]::-moz-range-track {
    height: 2px;
    background: var(--lf-faint);
    border-radius: 1px;
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    width: 1rem;
    height: 1rem;
    margin-top: calc((2px - 1rem) / 2);
    border: 0;
    border-radius: 50%;
    background: var(--lf-ink);
    box-shadow: 0 0 0 3px var(--lf-paper);
  }
  input[type="range"]::-moz-range-thumb {
    width: 1rem;
    height: 1rem;
    border: 0;
    border-radius: 50%;
    background: var(--lf-ink);
    box-shadow: 0 0 0 3px var(--lf-paper);
  }
  @media (pointer: coarse) {
    input[type="range"] {
      height: 2.75rem;
    }
  }
  @media (forced-colors: active) {
    input[type="range"]::-webkit-slider-runnable-track {
      background: ButtonText;
    }
    input[type="range"]::-webkit-slider-thumb {
      background: ButtonText;
    }
  }
`;
