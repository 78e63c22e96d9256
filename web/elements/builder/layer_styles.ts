/** How the builder's list of layers looks: rows to drag, the open layer's fields, what is wrong at its layer. */
import { css } from "lit";
import { ownUnits } from "../own_units.js";

export const layerStyles = ownUnits(css`
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
    .layer button.layer-name {
      min-height: 2.75rem;
    }
    .layer button.handle,
    .layer button.quiet {
      min-width: 2.75rem;
    }
  }
`);
