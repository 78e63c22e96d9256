/** "Use this figure": the four ways into another page, each as code to copy, with the settings of now in it. */
import { css, html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Say } from "../strings/say.js";
import { copyText, select } from "./copying.js";
import { type Places, snippets } from "./snippets.js";

/** It opens as soon as it is drawn; `closed` is told when the reader has closed it. */
export function useDialog(places: Places, state: string | null, say: Say, closed: () => void): TemplateResult {
  const code = snippets(places, state);
  const close = (event: Event) => (event.currentTarget as Element).closest("dialog")?.close();
  return html`<dialog class="use" aria-labelledby="use-title" @close=${closed} @click=${closeOutside} ${ref(show)}>
    <div class="use-head">
      <h2 id="use-title">${say("use")}</h2>
      <button type="button" class="close" @click=${close}>${say("close")}</button>
    </div>
    <p>${state ? say("useIntro") : say("useIntroDefault")}</p>
    ${way("script", say("useScript"), say("useScriptHint"), code.script, say)}
    ${way("package", say("usePackage"), say("usePackageHint"), code.package, say)}
    ${way("frame", say("useFrame"), say("useFrameHint"), code.frame, say)}
    <section>
      <h3>${say("useFile")}</h3>
      <p>${say("useFileHint")}</p>
      <p><a href=${code.file.href} download=${code.file.name}>${say("download", { file: code.file.name })}</a></p>
      ${code.file.fragment ? field("file", say("openAt"), code.file.fragment, say) : nothing}
    </section>
  </dialog>`;
}

/** Modal, so that the focus stays in it and returns to the button that opened it. */
function show(element: Element | undefined): void {
  const dialog = element as HTMLDialogElement | undefined;
  if (!dialog || dialog.open) return;
  // The focus can return only once Lit has put the dialog into the page.
  queueMicrotask(() => dialog.isConnected && !dialog.open && dialog.showModal());
}

function closeOutside(event: MouseEvent): void {
  if (event.target === event.currentTarget) (event.currentTarget as HTMLDialogElement).close();
}

function way(id: string, title: string, hint: string, code: string, say: Say): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <p id="use-${id}-hint">${hint}</p>
    ${field(id, title, code, say)}
  </section>`;
}

function field(id: string, name: string, code: string, say: Say): TemplateResult {
  const copy = async (event: Event) => {
    const section = (event.currentTarget as Element).closest("section")!;
    const told = section.querySelector(".told")!;
    const done = await copyText(code);
    if (!done) select(section.querySelector("textarea"));
    told.textContent = done ? say("copied") : say("copyByHand");
  };
  const rows = code.split("\n").length + 1;
  return html`<textarea readonly spellcheck="false" rows=${rows} aria-label=${name} data-way=${id} .value=${code}></textarea>
    <p class="copying">
      <button type="button" aria-label="${say("copy")}: ${name}" @click=${copy}>${say("copy")}</button>
      <span class="told" role="status"></span>
    </p>`;
}

export const useStyles = css`
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }
  .more button {
    border-color: transparent;
    padding-inline: 0.5rem;
    color: var(--lf-muted);
  }
  .more button[data-offer] {
    border-color: var(--lf-ink);
    color: var(--lf-ink);
  }
  .more button:hover {
    color: var(--lf-ink);
  }
  .shared {
    font-size: 0.875rem;
  }
  .shared:empty {
    display: none;
  }
  .link {
    display: grid;
    gap: 0.3rem;
  }
  .link input,
  .use textarea {
    width: 100%;
    padding: 0.4rem 0.5rem;
    border: 1px solid var(--lf-faint);
    border-radius: 4px;
    background: var(--lf-panel);
    color: var(--lf-ink);
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    direction: ltr;
    text-align: left;
  }
  .use {
    width: min(44rem, 100vw - 1.5rem);
    max-height: min(90vh, 100vh - 1.5rem);
    padding: 1rem 1.25rem 1.25rem;
    border: 1px solid var(--lf-faint);
    border-radius: 6px;
    background: var(--lf-paper);
    color: var(--lf-ink);
    font-size: 0.875rem;
  }
  .use::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .use-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
  }
  .use h2 {
    margin: 0;
    font-size: 1.125rem;
  }
  .use h3 {
    margin: 1.1rem 0 0;
    font-size: 0.9375rem;
  }
  .use section > p {
    color: var(--lf-muted);
  }
  .use textarea {
    display: block;
    margin-top: 0.4rem;
    resize: vertical;
    field-sizing: content;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .use a {
    color: inherit;
  }
  .copying {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    margin-top: 0.4rem;
  }
  @media print {
    .more,
    .shared {
      display: none;
    }
  }
`;
