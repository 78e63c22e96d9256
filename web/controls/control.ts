/** What every control has in common: a name, the value it shows, where it reports, and the frame around it. */
import { css, html, nothing, type TemplateResult } from "lit";
import type { ControlSpec, Value } from "../figure/spec.js";

export { shortNumber } from "../figure/short_number.js";

export interface Control<Spec extends ControlSpec = ControlSpec> {
  /** Unique within the figure; the label's `for` and the hint's id are made of it. */
  id: string;
  spec: Spec;
  value: Value;
  set(value: Value): void;
  /** Said where the control has no place for the value, which came from code or a program. */
  outside?: string | undefined;
}

/** The label on the left, the value on the right (the control itself tells it to a listener), the control below. */
export function framed(control: Control, shown: string, body: TemplateResult): TemplateResult {
  const { id, spec } = control;
  return html`<div class="control ${spec.type}" title=${spec.hint ?? nothing}>
    <label for=${id}>${spec.label}</label>${shown ? html`<span class="value" aria-hidden="true">${shown}</span>` : nothing}
    ${body}${hint(control)}${outside(control)}
  </div>`;
}

/** Read with the control, as its hint is. */
export function outside({ outside: said }: Control): TemplateResult | typeof nothing {
  return said === undefined ? nothing : html`<span class="outside" role="status">${said}</span>`;
}

/** Read by assistive technology with the control; sighted readers find it in the figure's help. */
export function hint({ id, spec }: Control): TemplateResult | typeof nothing {
  return spec.hint ? html`<span class="unseen" id="${id}-hint">${spec.hint}</span>` : nothing;
}

export const hintId = ({ id, spec }: Control): string | typeof nothing => (spec.hint ? `${id}-hint` : nothing);

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
  .control > .outside {
    grid-column: 1 / -1;
    font-size: 0.75rem;
    color: var(--lf-muted);
  }
  .control > .value {
    font-family: var(--lf-mono);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
`;
