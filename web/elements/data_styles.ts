/** How the data panel looks; taken into a figure when its panel is first opened. */
import { css } from "lit";
import { ownUnits } from "./own_units.js";

export const dataStyles = ownUnits(css`
  .own-data,
  .draw {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    font-size: 0.8125rem;
  }
  .own-data {
    padding: 0.8rem 1rem;
    border: 1px solid var(--lf-rule);
    border-radius: 4px;
    background: var(--lf-panel);
  }
  .data-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.9rem;
  }
  .data-row label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
    max-width: 100%;
  }
  .data-row :is(input, select) {
    min-width: 0;
    max-width: 100%;
    font: inherit;
  }
  .data-row input[inputmode] {
    min-height: 1.75rem;
    padding: 0 0.4rem;
    border: 1px solid var(--lf-faint);
    border-radius: 4px;
    background: var(--lf-paper);
    color: var(--lf-ink);
    font-family: var(--lf-mono);
  }
  .data-hint {
    color: var(--lf-muted);
  }
  button[aria-pressed="true"] {
    border-color: var(--lf-ink);
    background: var(--lf-ink);
    color: var(--lf-paper);
  }
  :host([drawing]) canvas {
    cursor: crosshair;
    touch-action: none;
  }
  @media print {
    .own-data {
      display: none;
    }
  }
`);
