/** What of a figure meets the eye: its static picture or its live parts, in which language, light or dark, drawn when. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureSnapshot } from "../figure/snapshot.js";
import type { FigureState } from "../figure/state.js";
import type { Theme } from "../scene/palette.js";
import { sayIn } from "../strings/say.js";
import { type AnatomyActions, anatomy, type Drawers } from "./anatomy.js";
import { Drawings } from "./drawings.js";
import type { FigureLoading } from "./figure_loading.js";
import { PageTheme } from "./page_theme.js";
import { Redraw } from "./redraw.js";
import { lending, Speaker } from "./speaker.js";

/** The element as its face needs it. */
export interface FacedElement extends HTMLElement {
  readonly theme: "auto" | "light" | "dark" | null;
  readonly snapshot: FigureSnapshot;
  readonly renderRoot: ParentNode;
  requestUpdate(): void;
}

export class FigureFace {
  readonly drawings: Drawings;
  readonly #element: FacedElement;
  readonly #loading: FigureLoading;
  readonly #redraw: Redraw;
  readonly #page: PageTheme;
  #speaker = new Speaker();

  constructor(element: FacedElement, loading: FigureLoading) {
    this.#element = element;
    this.#loading = loading;
    this.drawings = new Drawings(this.invalidate, () => void loading.runtime?.refresh());
    this.#redraw = new Redraw(
      () => element.requestUpdate(),
      () => loading.runtime?.state.status === "running",
      () => loading.runtime?.stepping === true,
    );
    this.#page = new PageTheme(element, this.invalidate);
  }

  /** The language of what is said. */
  get language(): string {
    return this.#element.lang || document.documentElement.lang || "en";
  }

  connect(): void {
    this.#page.connect();
    // A canvas does not draw itself again when a font arrives.
    document.fonts?.addEventListener("loadingdone", this.invalidate);
  }

  disconnect(): void {
    this.#page.disconnect();
    document.fonts?.removeEventListener("loadingdone", this.invalidate);
  }

  /** Another figure stands here now. */
  forget(): void {
    this.drawings.dispose();
    this.#speaker = new Speaker();
  }

  /** What it shows is no longer how it is. */
  readonly invalidate = (): void => this.#redraw.ask();

  /** The attributes that say how the figure does, for the page's style sheets. */
  reflect(): void {
    const element = this.#element;
    const { status, suspended } = element.snapshot;
    if (element.getAttribute("status") !== status) element.setAttribute("status", status);
    element.toggleAttribute("suspended", suspended);
  }

  render(actions: (runtime: FigureRuntime) => AnatomyActions, drawers: Drawers): TemplateResult {
    const say = sayIn(this.language);
    const { runtime, live, reason } = this.#loading;
    if (!runtime || !live) {
      const told = reason === null ? nothing : html`<p class="reason" role="status">${say("notLive", { reason })}</p>`;
      const lent = runtime && lending(runtime.state);
      return html`${lent ? html`<p class="lending" role="status">${lent}</p>` : nothing}<slot></slot>${told}`;
    }
    const { state } = runtime;
    const figure = anatomy(state, this.#speaker.say(state, performance.now()), say, actions(runtime), drawers);
    // On paper the light-DOM picture takes over: a canvas has the size and the colours of the screen.
    return this.#element.childElementCount > 0 ? html`${figure}<slot class="on-paper"></slot>` : figure;
  }

  /** Onto the canvases that have been rendered; `dress` puts into the state what lies over its curves. */
  draw(dress: (state: FigureState) => FigureState): void {
    const { runtime, live } = this.#loading;
    // What lies behind the figure is known once the page is laid out: that does not hold up a figure that is still loading.
    if (!runtime || !live) return void requestAnimationFrame(() => this.#dye());
    const theme = this.#dye();
    this.drawings.draw(this.#element.renderRoot, dress(runtime.state), theme, this.#redraw.drawn());
  }

  #dye(): Theme {
    const asked = this.#element.theme;
    const theme = asked === "light" || asked === "dark" ? asked : this.#page.theme;
    if (this.#element.getAttribute("scheme") !== theme) this.#element.setAttribute("scheme", theme);
    return theme;
  }
}
