/** What every control has in common: a name, the value it shows, where it reports, and the frame around it. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { ControlSpec, Value } from "../figure/spec.js";

export interface Control<Spec extends ControlSpec = ControlSpec> {
  /** Unique within the figure; the label's `for` and the hint's id are made of it. */
  id: string;
  spec: Spec;
  value: Value;
  set(value: Value): void;
}

/** The label on the left, the value on the right (the control itself tells it to a listener), the control below. */
export function framed(control: Control, shown: string, body: TemplateResult): TemplateResult {
  const { id, spec } = control;
  return html`<div class="control ${spec.type}" title=${spec.hint ?? nothing}>
    <label for=${id}>${spec.label}</label>${shown ? html`<span class="value" aria-hidden="true">${shown}</span>` : nothing}
    ${body}${hint(control)}
  </div>`;
}

/** Read by assistive technology with the control; sighted readers find it in the figure's help. */
export function hint({ id, spec }: Control): TemplateResult | typeof nothing {
  return spec.hint ? html`<span class="unseen" id="${id}-hint">${spec.hint}</span>` : nothing;
}

export const hintId = ({ id, spec }: Control): string | typeof nothing => (spec.hint ? `${id}-hint` : nothing);

/** A number as a reader writes it: no float's tail, no leading "1e-1". */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 0.001 || size >= 1e6)
      ? value.toExponential(1).replace(".0e", "e")
      : String(Number(value.toPrecision(6)));
  return text.replace(/^-/, "−").replace("e-", "e−").replace("e+", "e");
}

export const controlStyles = css`
  .control {
    display: grid;
    grid-template-columns: 1fr auto;
    align-content: start;
    align-items: baseline;
    gap: 0.1rem 0.75rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .control :disabled,
  .control :disabled + label {
    cursor: default;
    opacity: 0.55;
  }
  .control > label,
  .control > legend {
    padding: 0;
    font-size: 0.8125rem;
    color: var(--lf-muted);
  }
  .control > .value {
    font-family: var(--lf-mono);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
`;
