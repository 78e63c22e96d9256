/** The look of what stands beside the code: tabs, forms to read, what can be taken along. Loaded with the code. */
import { css } from "lit";

export const takingStyles = css`
  .code-tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-top: 0.75rem;
    border-bottom: 1px solid var(--lf-rule);
  }
  .code-tabs button {
    margin-bottom: -1px;
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--lf-muted);
  }
  .code-tabs button[aria-selected="true"] {
    border-bottom-color: var(--lf-run-0);
    color: var(--lf-ink);
    font-weight: 600;
  }
  #code-shown {
    margin-top: 0.6rem;
  }
  .forms .about,
  .take p {
    margin: 0;
    max-width: 44rem;
    color: var(--lf-muted);
    font-size: 0.8125rem;
    line-height: 1.5;
  }
  .forms .about code {
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    color: var(--lf-ink);
    overflow-wrap: anywhere;
  }
  .forms pre {
    max-height: 32rem;
    margin: 0;
    padding: 0.8rem 1rem;
    overflow: auto;
    border: 1px solid var(--lf-rule);
    border-radius: 4px;
    background: var(--lf-panel);
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    line-height: 1.55;
    tab-size: 4;
  }
  .forms pre:focus-visible {
    outline: 2px solid var(--lf-run-0);
    outline-offset: 2px;
  }
  .forms pre code {
    font: inherit;
  }
  .forms .comment {
    color: var(--lf-muted);
  }
  .forms .string {
    color: var(--lf-run-2);
  }
  .forms .number {
    color: var(--lf-run-1);
  }
  .forms .keyword {
    color: var(--lf-run-0);
  }
  .take {
    display: grid;
    gap: 0.5rem;
    margin-top: 0.9rem;
  }
  .take h3 {
    margin: 0;
    font-size: 0.8125rem;
  }
  .take .said:empty {
    display: none;
  }
  .take .said {
    color: var(--lf-ink);
  }
  .take div {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 0.5rem;
  }
  @media print {
    .code-tabs,
    .take {
      display: none;
    }
  }
`;
