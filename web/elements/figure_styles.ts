/** How a figure looks: paper and ink, one column on a phone, the main view largest where there is room. */
import { css } from "lit";

export const figureStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    /* Its content lends it no width, so in a centred flex box it would have none; older names first. */
    inline-size: -moz-available;
    inline-size: -webkit-fill-available;
    inline-size: stretch;
  }
  /* A page of empty figures would have all of them on screen, and load them all. */
  :host([status="loading"]) {
    min-block-size: 30rem;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  /* Nothing is inherited from the page but whether it is to be seen; direction is left alone by "all". */
  figure,
  .lending,
  .reason {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    -webkit-locale: inherit;
    color: var(--lf-ink);
    font-family: var(--lf-sans);
    font-size: 1rem;
    line-height: 1.45;
    -webkit-text-size-adjust: 100%;
  }
  figure {
    position: relative;
    box-sizing: border-box;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
    margin: 0;
    padding: 1.1rem 0;
    border-block: 1px solid var(--lf-rule);
  }
  p {
    margin: 0;
  }
  header {
    position: relative;
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: 0.9rem;
  }
  .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.9rem;
    padding-top: 0.15rem;
  }
  .number {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    letter-spacing: 0.05em;
    text-transform: uppercase;
    color: var(--lf-muted);
  }
  .title {
    font-weight: 600;
  }
  .seed {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.15rem;
    min-height: 1.75rem;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    color: var(--lf-muted);
  }
  button.quiet,
  summary {
    display: grid;
    place-items: center;
    min-width: 1.75rem;
    min-height: 1.75rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    color: var(--lf-muted);
    cursor: pointer;
  }
  button.quiet:hover,
  summary:hover {
    background: var(--lf-panel);
    color: var(--lf-ink);
  }
  summary {
    border: 1px solid var(--lf-faint);
    min-width: 1.5rem;
    min-height: 1.5rem;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .sheet {
    position: absolute;
    z-index: 1;
    top: 100%;
    inset-inline-end: 0;
    width: min(24rem, 100%);
    margin-top: 0.3rem;
    padding: 0.8rem 1rem;
    border: 1px solid var(--lf-rule);
    border-radius: 4px;
    background: var(--lf-panel);
    color: var(--lf-ink);
    font-family: var(--lf-sans);
    font-size: 0.8125rem;
  }
  dl {
    display: grid;
    gap: 0.35rem;
    margin: 0;
  }
  dl div {
    display: grid;
    grid-template-columns: 6.5rem 1fr;
    gap: 0.75rem;
  }
  dd {
    margin: 0;
    color: var(--lf-muted);
  }
  kbd {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
  }
  .views {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.2rem 2rem;
    align-items: start;
  }
  .view-title {
    margin-bottom: 0.4rem;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .frame {
    width: 100%;
    overflow: hidden;
  }
  /* Axes and formulas run from left to right in every language. */
  canvas {
    display: block;
    direction: ltr;
    max-width: 100%;
  }
  canvas.points {
    cursor: crosshair;
  }
  .controls {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr));
    gap: 0.8rem 2rem;
    align-items: start;
  }
  .notes:empty {
    display: none;
  }
  .note {
    padding: 0.45rem 0.8rem;
    border-inline-start: 3px solid var(--lf-bad);
    background: var(--lf-panel);
    font-size: 0.875rem;
  }
  .note + .note {
    margin-top: 0.4rem;
  }
  .readout {
    max-width: 44rem;
    min-height: 2lh;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  figcaption {
    max-width: 44rem;
    font-size: 0.86rem;
    line-height: 1.5;
    color: var(--lf-muted);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* Over the static picture, which stays where it is. */
  .lending {
    display: block;
    block-size: 0;
    margin: 0;
    text-align: end;
    font-size: 0.75rem;
  }
  .reason {
    display: block;
    margin-top: 0.5rem;
    padding: 0.45rem 0.8rem;
    border-inline-start: 3px solid var(--lf-bad);
    background: var(--lf-panel);
    font-size: 0.875rem;
  }
  :is(button, input, select, summary, canvas):focus-visible {
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  .help {
    margin-inline-start: 0.5rem;
  }
  @container (max-width: 34rem) {
    .controls {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
      gap: 0.8rem 1.25rem;
    }
    .controls fieldset.choice {
      grid-column: 1 / -1;
    }
    .transport {
      gap: 0.6rem 0.75rem;
    }
    .transport .progress {
      display: contents;
    }
    .transport .count {
      margin-inline-start: auto;
    }
    .transport .time {
      order: 1;
      flex-basis: 100%;
    }
  }
  @container (min-width: 34rem) {
    .readout {
      min-height: 1lh;
    }
  }
  @container (min-width: 44rem) {
    .views:not(.count-1) {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
    .views .main {
      grid-column: 1;
      grid-row: 1 / span 2;
    }
  }
  @media (pointer: coarse) {
    button.quiet,
    summary {
      min-width: 2.75rem;
      min-height: 2.75rem;
    }
  }
  .on-paper {
    display: none;
  }
  @media print {
    .on-paper {
      display: contents;
    }
    figure:has(+ .on-paper) {
      display: none;
    }
    .transport,
    .controls,
    .help,
    .seed button {
      display: none;
    }
  }
`;
