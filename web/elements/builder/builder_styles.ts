/** How the builder looks; taken into a figure with it. */
import { css } from "lit";
import { ownUnits } from "../own_units.js";

const sheet = ownUnits(css`
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
  .layer-list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    margin-top: 0.4rem;
  }
  .layers {
    margin: 0;
    padding: 0;
    border-block: 1px solid var(--lf-rule);
    list-style: none;
  }
  .layer {
    border-inline-start: 3px solid transparent;
  }
  .layer + .layer {
    border-top: 1px solid var(--lf-rule);
  }
  .layer.wrong {
    border-inline-start-color: var(--lf-bad);
  }
  .layer-row,
  .layer-end {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto minmax(3.2rem, auto) auto;
    gap: 0.1rem 0.5rem;
    align-items: center;
    font-variant-numeric: tabular-nums;
  }
  .layer-end {
    display: flex;
    justify-content: space-between;
    color: var(--lf-muted);
  }
  .layer .shape,
  .layer .count,
  .layer-end .shape {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    text-align: end;
    white-space: nowrap;
  }
  .layer .count {
    color: var(--lf-muted);
  }
  .depth-2 {
    margin-inline-start: 1.2rem;
  }
  .depth-3 {
    margin-inline-start: 2.4rem;
  }
  .depth-4 {
    margin-inline-start: 3.6rem;
  }
  .layer button.handle,
  .layer button.quiet {
    display: grid;
    place-items: center;
    min-width: 1.75rem;
    min-height: 1.9rem;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--lf-muted);
  }
  .layer button.handle {
    cursor: grab;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .layers.dragged-over button.handle {
    cursor: grabbing;
  }
  .layer button.layer-name {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    justify-content: flex-start;
    min-width: 0;
    min-height: 1.9rem;
    padding: 0.2rem 0.1rem;
    border: 0;
    background: none;
    color: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .layer button:is(.handle, .layer-name, .quiet):hover {
    background: var(--lf-panel);
  }
  .layer code,
  .field-name {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
  }
  .layer-number {
    min-width: 1.1rem;
    color: var(--lf-muted);
    font-family: var(--lf-mono);
    font-size: 0.75rem;
  }
  .layer.dragged {
    opacity: 0.45;
  }
  .layer.drop-before {
    box-shadow: 0 -2px 0 var(--lf-run-0);
  }
  .layer.drop-behind {
    box-shadow: 0 2px 0 var(--lf-run-0);
  }
  .layer-problem {
    margin: 0.1rem 0 0.35rem;
    padding: 0.2rem 0.6rem;
    border-inline-start: 3px solid var(--lf-bad);
    background: var(--lf-panel);
  }
  .layer .layer-problem {
    border: 0;
  }
  .layer-editor {
    display: grid;
    gap: 0.5rem;
    padding: 0.3rem 0.5rem 0.7rem 2.3rem;
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
  @container (max-width: 28rem) {
    .layer-editor {
      padding-inline-start: 0.5rem;
    }
    .layer-row {
      grid-template: "move name name remove" auto "move shape count remove" auto / auto auto minmax(0, 1fr) auto;
    }
    .layer .handle {
      grid-area: move;
    }
    .layer .layer-name {
      grid-area: name;
    }
    .layer .shape {
      grid-area: shape;
      padding-inline-start: 1.7rem;
    }
    .layer .count {
      grid-area: count;
      text-align: start;
    }
    .layer .quiet {
      grid-area: remove;
    }
    .layer button.layer-name {
      padding-bottom: 0;
    }
  }
  @media (pointer: coarse) {
    .layer button.handle,
    .layer button.quiet,
    .layer button.layer-name,
    .builder :is(button, select, input[type="number"], input[inputmode], summary) {
      min-height: 2.75rem;
    }
    .layer button.handle,
    .layer button.quiet {
      min-width: 2.75rem;
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
  const { styleSheet } = sheet;
  if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
}
