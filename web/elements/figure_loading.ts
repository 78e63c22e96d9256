/** A figure's way in and out of its element: waiting for a page and a spec, loading, going live, failing, unloading. */
import type { Client } from "../engine/client.js";
import type { EngineErrorData } from "../engine/program.js";
import { resolveFigure } from "../figure/resolve.js";
import { FigureRuntime } from "../figure/runtime.js";
import { type FigureSnapshot, LOADING, takeSnapshot } from "../figure/snapshot.js";
import type { FigureState } from "../figure/state.js";
import { failureData } from "../figure/state_keeper.js";
import { sayIn } from "../strings/say.js";
import { sayProblem, sentencesFor } from "../strings/sentences.js";
import { loadViewsOf, viewTypes } from "../views/registry.js";
import { wantedProbes } from "./drawings.js";
import { carriedIn, loadSpec } from "./load_spec.js";
import { browserClock } from "./screen.js";

/** What loading asks of its element, and tells it. */
export interface FigureHost {
  readonly element: HTMLElement & { src: string | null; seed: number | null };
  client(): Client;
  language(): string;
  seen(): boolean;
  /** A runtime stands; it has not begun. */
  made(runtime: FigureRuntime, client: Client): void;
  changed(state: FigureState): void;
  accepted(): void;
  refused(error: EngineErrorData): void;
  /** Step 0 is evaluated: from now on the figure is drawn. */
  live(runtime: FigureRuntime, signal: AbortSignal): void;
  /** Nothing will train here; `reason` says why, and `error` is what to tell the page, where it has not been told yet. */
  failed(error: EngineErrorData | null): void;
  /** The figure is gone: whatever belongs to it goes too. */
  unloaded(): void;
}

export class FigureLoading {
  runtime: FigureRuntime | null = null;
  /** Why the static picture stays. */
  reason: string | null = null;
  /** The runtime's figure has taken the picture's place. */
  live = false;
  #host: FigureHost;
  #loading: Promise<FigureRuntime | null> | null = null;
  /** Waiting until the element stands in a page and has a src. */
  #waiting: (() => void)[] = [];
  #abort = new AbortController();

  constructor(host: FigureHost) {
    this.#host = host;
  }

  get begun(): boolean {
    return this.#loading !== null;
  }

  get snapshot(): FigureSnapshot {
    if (this.runtime) return takeSnapshot(this.runtime.state);
    return this.reason === null ? LOADING : { ...LOADING, status: "failed", message: this.reason };
  }

  /** The runtime, made when it is first needed; null where the figure cannot run. */
  load(): Promise<FigureRuntime | null> {
    this.#loading ??= this.#make(this.#abort.signal);
    return this.#loading;
  }

  /** Whatever is asked of the figure after this waits for `work`. */
  first(work: (runtime: FigureRuntime) => Promise<void>): void {
    this.#loading = this.load().then(async (runtime) => {
      if (runtime) await work(runtime);
      return runtime;
    });
  }

  /** The element may stand in a page now, with something to load. */
  stand(): void {
    if (this.#stands()) for (const go of this.#waiting.splice(0)) go();
  }

  unload(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.runtime?.dispose();
    this.runtime = null;
    this.#loading = null;
    this.reason = null;
    this.live = false;
    this.#host.unloaded();
  }

  #stands(): boolean {
    const { element } = this.#host;
    return element.isConnected && (Boolean(element.src) || carriedIn(element).spec !== null);
  }

  async #make(signal: AbortSignal): Promise<FigureRuntime | null> {
    if (!this.#stands()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (signal.aborted) return null;
    const host = this.#host;
    const { element } = host;
    try {
      const client = host.client();
      const say = sayIn(host.language());
      const spec = await loadSpec(element.src ?? "spec", carriedIn(element), viewTypes, say, signal);
      const { views } = resolveFigure(spec, spec.variables);
      await loadViewsOf(
        spec,
        views.map(({ type }) => type),
      );
      if (signal.aborted) return null;
      const runtime = new FigureRuntime({
        client,
        spec,
        seed: element.seed ?? undefined,
        clock: browserClock,
        probes: wantedProbes,
        lang: host.language(),
        onChange: (state) => host.changed(state),
        onAccepted: () => host.accepted(),
        onError: (error) => host.refused(error),
      });
      this.runtime = runtime;
      host.made(runtime, client);
      runtime.setSuspended(!host.seen());
      void this.#begin(runtime, signal);
      return runtime;
    } catch (error) {
      if (!signal.aborted) void this.#fail(error, signal);
      return null;
    }
  }

  async #begin(runtime: FigureRuntime, signal: AbortSignal): Promise<void> {
    await runtime.start();
    if (signal.aborted) return;
    if (runtime.broken) {
      // Nothing trains here at all: the picture stays, with the reason.
      await sentencesFor(runtime.state.lang);
      this.reason = runtime.state.message ?? "";
      return this.#host.failed(null);
    }
    this.live = true;
    this.#host.live(runtime, signal);
  }

  async #fail(error: unknown, signal: AbortSignal): Promise<void> {
    const data = failureData(error);
    const lang = this.#host.language();
    const waiting = sentencesFor(lang);
    if (waiting) await waiting;
    if (signal.aborted) return;
    this.reason = sayProblem(lang, data);
    this.#host.failed(data);
  }
}
