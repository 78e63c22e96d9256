/** The look of the open code panel; its sheet is added to the figure's when the panel is loaded. */
import { css } from "lit";
import { ownUnits } from "./own_units.js";

const codeStyles = css`
  .code {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    font-size: 0.8125rem;
  }
  .code-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.75rem;
  }
  .code-row label {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    max-width: 100%;
  }
  .code-row select {
    min-width: 0;
  }
  .code .cm-editor,
  .code pre {
    border: 1px solid var(--lf-rule);
    border-radius: 4px;
    background: var(--lf-panel);
    color: var(--lf-ink);
  }
  .code .cm-editor {
    max-height: 32rem;
  }
  .code .cm-editor.cm-focused,
  .code pre:focus-visible {
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  .code .cm-scroller {
    overflow: auto;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    line-height: 1.55;
  }
  .code .cm-content {
    padding: 0.6rem 0;
    caret-color: var(--lf-ink);
    tab-size: 4;
  }
  .code .cm-line {
    padding: 0 0.8rem 0 0.4rem;
  }
  .code .cm-gutters {
    border: 0;
    background: var(--lf-panel);
    color: var(--lf-muted);
  }
  .code .cm-lineNumbers .cm-gutterElement {
    min-width: 2.2em;
    padding: 0 0.4rem;
  }
  .code .cm-matchingBracket,
  .code .cm-focused .cm-matchingBracket {
    background: transparent;
    outline: 1px solid var(--lf-muted);
  }
  .code .cm-nonmatchingBracket,
  .code .cm-focused .cm-nonmatchingBracket {
    background: transparent;
  }
  .code .cm-problem {
    text-decoration: underline wavy var(--lf-run-1) 1px;
    text-underline-offset: 3px;
  }
  .code .cm-problem-line {
    background: color-mix(in srgb, var(--lf-run-1) 14%, transparent);
  }
  .code .comment {
    color: var(--lf-muted);
  }
  .code .string {
    color: var(--lf-run-2);
  }
  .code .number {
    color: var(--lf-run-1);
  }
  .code .keyword {
    color: var(--lf-run-0);
  }
  .code .note {
    margin: 0 0 0.3rem;
    font-size: 0.8125rem;
  }
  .code .note code {
    font-family: var(--lf-mono);
    font-size: 0.95em;
  }
  .code .note button {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    cursor: pointer;
  }
  .code .small {
    margin: 0;
    color: var(--lf-muted);
    font-size: 0.75rem;
  }
  .code h3 {
    margin: 0;
    font-size: 0.8125rem;
  }
  .code pre {
    max-height: 32rem;
    margin: 0;
    padding: 0.8rem 1rem;
    overflow: auto;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    line-height: 1.55;
    tab-size: 4;
  }
  .code pre code {
    font: inherit;
  }
  .code .terminal {
    max-height: 12rem;
    min-height: 4.5em;
    margin-top: 0.4rem;
    font-variant-numeric: tabular-nums;
  }
  @media print {
    .code {
      display: none;
    }
  }
`;

let sheet: CSSStyleSheet | undefined;

export function addCodeStyles(root: ShadowRoot): void {
  sheet ??= ownUnits(codeStyles).styleSheet;
  if (sheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
