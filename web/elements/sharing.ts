/** A figure's state on its way out (a link, code for another page) and in (the `state` attribute, the page's fragment). */
import { html, nothing, type TemplateResult } from "lit";
import { runtimeFiles } from "../engine/files.js";
import { restoreShared } from "../figure/restore.js";
import type { FigureRuntime } from "../figure/runtime.js";
import { encodeShared, isUntouched, sharedOf } from "../figure/share.js";
import type { Say } from "../strings/say.js";
import { copyText, select } from "./copying.js";
import { fragmentOf, nameOf, readLink } from "./link.js";
import { publicUrl } from "./snippets.js";
import { useDialog } from "./use_dialog.js";

/** What sharing needs to know of its element. */
export interface Shareable extends HTMLElement {
  src: string | null;
  base: string | null;
  state: string | null;
  readonly renderRoot: ParentNode;
  requestUpdate(): void;
}

/** The address follows the figure at most this often: browsers refuse more than some hundred changes in half a minute. */
const KEEP_MS = 1000;

export class Sharing {
  #element: Shareable;
  #runtime: () => FigureRuntime | null;
  /** What the Share button has done: nothing yet, copied, shown for copying by hand, or found too large. */
  #shared: "copied" | "shown" | "large" | null = null;
  #link = "";
  #using = false;
  #restoring = 0;
  /** The state that the address holds. */
  #kept: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(element: Shareable, runtime: () => FigureRuntime | null) {
    this.#element = element;
    this.#runtime = runtime;
  }

  connect(): void {
    addEventListener("hashchange", this.#follow);
    if (this.linked) this.#element.scrollIntoView();
  }

  disconnect(): void {
    removeEventListener("hashchange", this.#follow);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The page's address names this figure: whoever opened it wants to see it. */
  get linked(): boolean {
    return this.#fromAddress !== null;
  }

  get #fromAddress(): string | null {
    const link = readLink(location.hash);
    return link && link.name === nameOf(this.#element.src) ? link.state : null;
  }

  /** What the address says goes before the attribute: it is newer. */
  async restore(runtime: FigureRuntime): Promise<void> {
    const { linked } = this;
    const text = this.#fromAddress ?? this.#element.state;
    if (!text) return;
    this.#restoring += 1;
    try {
      await restoreShared(runtime, text);
    } finally {
      this.#restoring -= 1;
    }
    this.#kept = this.#text(runtime);
    // Now that it has its height, and the figures above it theirs.
    if (linked) this.#element.scrollIntoView({ block: "nearest" });
  }

  /** The figure has changed: an address that names it goes with it, so that a reload loses nothing. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#keep();
    }, KEEP_MS);
  }

  #follow = (): void => {
    const runtime = this.#runtime();
    if (!this.linked) return;
    this.#element.scrollIntoView();
    if (runtime) void this.restore(runtime);
  };

  #keep(): void {
    const runtime = this.#runtime();
    if (!runtime || !this.linked || this.#restoring > 0) return;
    const text = this.#text(runtime);
    if (text === null || text === this.#kept) return;
    this.#kept = text;
    try {
      history.replaceState(history.state, "", fragmentOf(nameOf(this.#element.src), text));
    } catch {
      // A page without an address of its own: there is nothing that a reload could keep.
    }
  }

  #text(runtime: FigureRuntime): string | null {
    return encodeShared(sharedOf(runtime.state, runtime.written));
  }

  async #share(): Promise<void> {
    const runtime = this.#runtime();
    if (!runtime) return;
    const text = this.#text(runtime);
    if (text === null) this.#shared = "large";
    else {
      const link = new URL(location.href);
      link.hash = fragmentOf(nameOf(this.#element.src), text);
      this.#link = link.href;
      this.#shared = (await copyText(link.href)) ? "copied" : "shown";
    }
    this.#element.requestUpdate();
    if (this.#shared !== "shown") return;
    await new Promise(requestAnimationFrame);
    select(this.#element.renderRoot.querySelector<HTMLInputElement>(".link input"));
  }

  buttons(say: Say): TemplateResult {
    const open = () => {
      this.#using = true;
      this.#element.requestUpdate();
    };
    return html`<button type="button" @click=${() => void this.#share()}>${say("share")}</button>
      <button type="button" aria-haspopup="dialog" @click=${open}>${say("use")}</button>`;
  }

  /** What the buttons have opened. */
  panel(say: Say): TemplateResult {
    return html`<div class="shared" role="status">${this.#told(say)}</div>
      ${this.#using ? this.#dialog(say) : nothing}`;
  }

  #base(): URL | undefined {
    const { base } = this.#element;
    return base ? new URL(base, document.baseURI) : undefined;
  }

  #told(say: Say): TemplateResult | typeof nothing {
    const without = this.#runtime()?.state.spec.source?.own ? say("linkWithoutData") : "";
    if (this.#shared === "copied") return html`<p>${say("linkCopied")}${say("sentenceGap")}${without}</p>`;
    if (this.#shared === "large") return html`<p>${say("cannotShare")}</p>`;
    if (this.#shared !== "shown") return nothing;
    return html`<label class="link">${say("linkHere")}<input readonly aria-label=${say("link")} .value=${this.#link} /></label>${without}`;
  }

  #dialog(say: Say): TemplateResult | typeof nothing {
    const runtime = this.#runtime();
    if (!runtime) return nothing;
    const { state, written } = runtime;
    const src = this.#element.src ?? "";
    const places = {
      script: publicUrl("livefig.js", runtimeFiles(this.#base()).wasm),
      spec: publicUrl(src, document.baseURI),
      name: nameOf(src) || written.name,
      title: state.spec.title,
    };
    const shared = sharedOf(state, written);
    const closed = () => {
      this.#using = false;
      this.#element.requestUpdate();
    };
    return useDialog(places, isUntouched(shared) ? null : encodeShared(shared), say, closed);
  }
}
