/** How the builder looks; taken into a figure with it. */
import { css } from "lit";
import { ownUnits } from "../own_units.js";
import { layerStyles } from "./layer_styles.js";

const builderStyles = ownUnits(css`
  .builder {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    padding: 0.8rem 0;
    border-block: 1px solid var(--lf-rule);
    font-size: 0.8125rem;
  }
  .builder h3 {
    margin: 0;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .builder-parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem 2rem;
    align-items: start;
  }
  .builder-head,
  .builder-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.6rem;
  }
  .builder-head {
    justify-content: space-between;
    min-height: 1.75rem;
  }
  .builder-ways {
    display: flex;
    gap: 0.4rem;
  }
  .builder label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .builder :is(select, input[type="number"], input[inputmode]) {
    min-width: 0;
    max-width: 100%;
    min-height: 1.75rem;
    font: inherit;
  }
  .builder :is(input[type="number"], input[inputmode]) {
    width: 5.5rem;
    padding: 0 0.4rem;
    border: 1px solid var(--lf-faint);
    border-radius: 4px;
    background: var(--lf-paper);
    color: var(--lf-ink);
    font-family: var(--lf-mono);
  }
  .builder [aria-invalid="true"] {
    border-color: var(--lf-bad);
    outline: 1px solid var(--lf-bad);
  }
  .builder-hint,
  .builder-kept {
    color: var(--lf-muted);
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 0.45rem 0.9rem;
    align-items: center;
  }
  .field {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .field.group,
  .field.pair {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 0.6rem;
    align-items: center;
    min-width: 0;
  }
  .field.pair legend,
  .field.group legend {
    float: inline-start;
    padding: 0;
    margin-inline-end: 0.4rem;
  }
  .field.pair input {
    width: 4.4rem;
  }
  .more-fields > summary {
    display: inline-flex;
    min-width: 0;
    min-height: 1.5rem;
    padding: 0 0.5rem;
    border-radius: 4px;
    font-family: inherit;
    font-size: 0.75rem;
  }
  .more-fields[open] > summary {
    margin-bottom: 0.4rem;
  }
  .builder-sections {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.7rem;
  }
  .builder-section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
  }
  .variant {
    display: flex;
    flex-wrap: wrap;
    gap: 0.45rem 0.9rem;
    align-items: center;
  }
  .variant > .more-fields[open] {
    flex-basis: 100%;
  }
  .builder-goals {
    display: grid;
    gap: 0.3rem;
  }
  .builder-goals ul {
    display: grid;
    gap: 0.2rem 1.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .builder-goals li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.5rem;
    align-items: start;
    color: var(--lf-muted);
  }
  .builder-goals li.met {
    color: var(--lf-ink);
  }
  .builder-goals svg {
    margin-top: 0.15rem;
  }
  .goal-state {
    color: var(--lf-muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .variant-name {
    min-width: 4.5rem;
    font-weight: 600;
  }
  @container (min-width: 44rem) {
    .builder-parts {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
    .builder-goals ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @media (pointer: coarse) {
    .builder :is(button, select, input[type="number"], input[inputmode], summary) {
      min-height: 2.75rem;
    }
    .builder .tick {
      min-height: 2.75rem;
    }
  }
  @media print {
    .builder {
      display: none;
    }
  }
`);

export function addBuilderStyles(root: ShadowRoot): void {
  const own = [builderStyles, layerStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
  const missing = own.filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  if (missing.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing];
}
