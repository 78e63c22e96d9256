/** A figure's life behind its element: in a page or not, in sight or not, loading, live or gone, and what each part then does. */
import type { TemplateResult } from "lit";
import { type Client, sharedClient } from "../engine/client.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import type { AnatomyActions } from "./anatomy.js";
import { BuilderDrawer, type BuilderElement } from "./builder_drawer.js";
import { CodeDrawer } from "./code_drawer.js";
import { DataDrawer } from "./data_drawer.js";
import { type Acting, actionsOf } from "./figure_actions.js";
import { FigureEvents, type TellingFigure } from "./figure_events.js";
import { type FacedElement, FigureFace } from "./figure_face.js";
import { type FigureHost, FigureLoading } from "./figure_loading.js";
import { keyAction } from "./keyboard.js";
import { lessMotion } from "./redraw.js";
import { type Sight, watchSight } from "./screen.js";
import { type Shareable, Sharing } from "./sharing.js";
import { StudyDrawer } from "./study_drawer.js";

/** The element as its figure needs it. */
export interface FigureElement extends Acting, BuilderElement, FacedElement, Shareable, TellingFigure {
  src: string | null;
  seed: number | null;
  readonly autoplay: boolean;
}

export class FigureLife {
  readonly loading: FigureLoading;
  readonly events: FigureEvents;
  readonly code: CodeDrawer;
  readonly data: DataDrawer;
  readonly #element: FigureElement;
  readonly #face: FigureFace;
  readonly #sharing: Sharing;
  readonly #study: StudyDrawer;
  readonly #builder: BuilderDrawer;
  #unwatch: (() => void) | null = null;
  #sight: Sight = { near: false, seen: false };

  /** While the element is made: none of the parts may read its attributes yet. */
  constructor(element: FigureElement) {
    this.#element = element;
    this.loading = new FigureLoading(this.#host());
    this.#face = new FigureFace(element, this.loading);
    const runtime = () => this.loading.runtime;
    const redraw = this.#face.invalidate;
    this.#sharing = new Sharing(element, runtime);
    this.code = new CodeDrawer({ element, runtime, redraw });
    this.#study = new StudyDrawer(element, redraw);
    this.data = new DataDrawer(element, runtime, this.#face.drawings, redraw);
    this.#builder = new BuilderDrawer(element, () => this.data.open());
    this.events = new FigureEvents(element);
  }

  connect(): void {
    this.#face.reflect();
    // One worker and the wasm load while the page is still laid out; figures in sight are known only after that.
    this.#client().warmUp();
    this.#sharing.connect();
    this.#unwatch = watchSight(this.#element, (sight) => this.#see(sight), this.#sharing.linked);
    this.#face.connect();
    this.loading.stand();
  }

  disconnect(): void {
    this.#unwatch?.();
    this.#sharing.disconnect();
    this.#face.disconnect();
    // Moved within the page, it comes back at once and may keep its runs.
    queueMicrotask(() => {
      if (!this.#element.isConnected) this.loading.unload();
    });
  }

  /** Goes after the attributes that have changed, each with what it was. */
  follow(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const { loading } = this;
    const reload = changed.has("src") && changed.get("src") !== undefined;
    if (reload || (changed.has("base") && loading.begun)) loading.unload();
    else if (changed.has("seed") && loading.runtime) void loading.runtime.setSeed(this.#element.seed ?? undefined);
    if (changed.has("state") && loading.live && loading.runtime) void this.#sharing.restore(loading.runtime);
    if (changed.has("lang")) loading.runtime?.setLanguage(this.#face.language);
    loading.stand();
    if (this.#sight.near) void loading.load();
  }

  render(): TemplateResult {
    return this.#face.render((runtime) => this.#actions(runtime), {
      code: this.code,
      data: this.data,
      sharing: this.#sharing,
      study: this.#study,
      builder: this.#builder,
    });
  }

  /** After each `render`, as soon as it stands in the page. */
  draw(): void {
    this.#face.draw((state) => this.#study.dress(state));
  }

  keydown(event: KeyboardEvent): void {
    const action = keyAction(event);
    if (!action || !this.loading.live) return;
    event.preventDefault();
    this.#actions(this.loading.runtime!)[action]();
  }

  #actions(runtime: FigureRuntime): AnatomyActions {
    return actionsOf(this.#element, runtime, this.#study, this.#face.drawings);
  }

  #client(): Client {
    const { base } = this.#element;
    return sharedClient(base ? new URL(base, document.baseURI) : undefined);
  }

  #see(sight: Sight): void {
    this.#sight = sight;
    this.loading.runtime?.setSuspended(!sight.seen);
    if (sight.near) void this.loading.load();
  }

  #host(): FigureHost {
    return {
      element: this.#element,
      client: () => this.#client(),
      language: () => this.#face.language,
      seen: () => this.#sight.seen,
      made: (runtime, client) => {
        this.#study.begin(runtime, client);
        this.#builder.begin(runtime);
      },
      changed: (state) => this.#changed(state),
      accepted: () => this.events.tell("change"),
      refused: (error) => this.events.tell("error", error),
      live: (runtime, signal) => void this.#begin(runtime, signal),
      failed: (error) => {
        this.#face.reflect();
        this.#face.invalidate();
        if (error) this.events.tell("error", error);
      },
      unloaded: () => this.#forget(),
    };
  }

  #changed(state: FigureState): void {
    this.#face.reflect();
    this.events.changed(state, this.loading.live, this.#face.language);
    this.#sharing.changed();
    this.#study.changed(state);
    this.#builder.changed(state);
    this.#face.invalidate();
  }

  async #begin(runtime: FigureRuntime, signal: AbortSignal): Promise<void> {
    this.#face.invalidate();
    this.events.tell("ready");
    await this.#sharing.restore(runtime);
    if (signal.aborted) return;
    if (this.#element.autoplay && !lessMotion()) void runtime.play();
  }

  #forget(): void {
    this.events.forget();
    this.#face.forget();
    this.#study.end();
    this.#builder.end();
    this.code.forget();
    if (this.#element.isConnected) this.#face.reflect();
  }
}
