/** How the tools of a figure look: a quiet row of buttons, and what they find as plain lines under the figure. */
import { css } from "lit";

export const studyStyles = css`
  .study {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    padding: 0.6rem 0.8rem;
    border-radius: 4px;
    background: var(--lf-panel);
    font-size: 0.8125rem;
  }
  .study-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.5rem;
  }
  .study button {
    background: var(--lf-paper);
  }
  .study button[aria-pressed="true"],
  .study button[aria-expanded="true"] {
    border-color: var(--lf-ink);
  }
  .study button:disabled {
    background: transparent;
  }
  .study label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  button.plain {
    min-height: 0;
    padding: 0 0.3rem;
    border: 0;
    color: var(--lf-muted);
    text-decoration: underline;
  }
  .tool-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.75rem;
    font-size: 0.875rem;
  }
  .tool-line progress {
    flex: 0 1 10rem;
    width: 10rem;
  }
  .pins,
  .seeds ul {
    display: grid;
    gap: 0.3rem;
    margin: 0;
    padding: 0;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    list-style: none;
  }
  .pins li {
    display: grid;
    grid-template-columns: 1rem minmax(0, 1fr) auto;
    gap: 0.6rem;
    align-items: center;
  }
  .pins b {
    margin-inline-end: 0.4rem;
    font-weight: 600;
  }
  .pin-numbers {
    color: var(--lf-muted);
  }
  .pins .quiet {
    font-size: 1rem;
  }
  .seeds {
    display: grid;
    gap: 0.3rem;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .seeds p,
  .seeds li:not(.seeds-verdict) {
    color: var(--lf-muted);
  }
  .sweep {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .masks {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding-block-start: 0.6rem;
    border-block-start: 1px solid var(--lf-rule);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .masks label {
    display: inline-flex;
    flex: 1 1 9rem;
    align-items: center;
    gap: 0.5rem;
  }
  .masks input {
    flex: 1 1 5rem;
    min-width: 0;
  }
  .masks .value {
    min-width: 2rem;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
  }
  .sweep-picture svg {
    display: block;
    width: 40rem;
    max-width: 100%;
    height: auto;
  }
  .sweep-picture.slice svg {
    width: 28.75rem;
  }
  .diverged {
    display: grid;
    gap: 0.4rem;
    padding-inline-start: 0.8rem;
    border-inline-start: 3px solid var(--lf-bad);
    font-size: 0.875rem;
  }
  .growth svg {
    display: block;
    width: 32.5rem;
    max-width: 100%;
    height: auto;
  }
  .predict,
  .modes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.9rem;
    font-size: 0.875rem;
  }
  .predict p {
    flex-basis: 100%;
  }
  .predict label,
  .modes label {
    display: inline-flex;
    flex: 1 1 8rem;
    align-items: center;
    gap: 0.5rem;
  }
  .modes label {
    white-space: nowrap;
  }
  .modes input {
    min-width: 4rem;
  }
  .predict .value,
  .modes .value {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
  }
  canvas.drawing {
    cursor: crosshair;
    touch-action: none;
  }
  .ops {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .ops td {
    min-width: 4.5rem;
  }
  @container (max-width: 34rem) {
    .study th,
    .study td {
      padding-inline: 0.3rem;
    }
  }
  .ops td[aria-current] {
    background: var(--lf-panel);
    box-shadow: inset 0 0 0 1.5px var(--lf-ink);
  }
  .aside {
    color: var(--lf-muted);
  }
  .data,
  .save {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  .data select {
    min-width: 0;
    max-width: 100%;
  }
  .table {
    max-height: 20rem;
    overflow: auto;
    border: 1px solid var(--lf-rule);
    background: var(--lf-paper);
  }
  .table:focus-visible {
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  table {
    border-collapse: collapse;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.15rem 0.6rem;
    border-bottom: 1px solid var(--lf-rule);
    text-align: end;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--lf-panel);
    font-family: var(--lf-sans);
    font-weight: 600;
  }
  tbody th {
    font-weight: 400;
    color: var(--lf-muted);
  }
  .save-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
  }
  .save-row span {
    flex: 0 1 18rem;
    min-width: 8rem;
  }
  @media print {
    .study,
    .tool-line button,
    .seeds button,
    .pins button {
      display: none;
    }
  }
`;
