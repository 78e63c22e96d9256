/** "Slice the loss": trains the figure's runs again in the background, then measures the loss on a plane through their weights. */
import { html, nothing, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { equalJson } from "../../figure/edit_program.js";
import { sessionRuns } from "../../figure/exchange.js";
import type { FigureState } from "../../figure/state.js";
import {
  type Plane,
  type PlaneKind,
  pathDirections,
  randomDirections,
  trackOf,
  windowOf,
} from "../../figure/study/slice.js";
import { SIDE, type Sliced, type SliceHost, slice, type Walked, walk } from "../../figure/study/slice_work.js";
import { compact, count } from "../../scene/numbers.js";
import { runToken } from "../../scene/palette.js";
import { svgText } from "../../scene/svg.js";
import { sayOfOptimizers } from "../../strings/optimizers.js";
import { sayIn } from "../../strings/say.js";
import { sayOfStudy } from "../../strings/study.js";
import { rangeOf, type SliceRun, type SliceShown, sharesOf, sliceScene } from "./slice_scene.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

const WIDEST = 460;
const KINDS: readonly PlaneKind[] = ["paths", "random"];

/** What was trained: with other programs it is about another figure. */
interface About {
  runs: ReturnType<typeof sessionRuns>;
  step: number;
}

/** The plane that is measured, and the paths on it. */
interface Chosen {
  plane: Plane;
  shown: Pick<SliceShown, "window"> & { runs: SliceRun[] };
}

type Problem = "sliceNone" | "sliceFirst" | "sliceFlat" | { reason: string };

function nothingToSlice({ runs, step }: FigureState): Problem | null {
  if (runs.some(({ program }) => program.surface)) return "sliceNone";
  return step === 0 ? "sliceFirst" : null;
}

export class SliceTool {
  readonly #host: StudyHost;
  #about: About | null = null;
  #walked: Walked | null = null;
  #chosen: Chosen | null = null;
  #sliced: Sliced | null = null;
  #kind: PlaneKind = "paths";
  /** Whose weights are the middle; the last run's, until the reader chooses. */
  #center: number | null = null;
  #running: AbortController | null = null;
  #share = 0;
  #waiting = false;
  #problem: Problem | null = null;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  changed(state: FigureState): void {
    const now = nothingToSlice(state);
    if (typeof this.#problem === "string" && this.#problem !== "sliceFlat" && this.#problem !== now)
      this.#problem = now;
    if (!this.#about || equalJson(sessionRuns(state), this.#about.runs)) return;
    this.#clear();
  }

  dispose(): void {
    this.#running?.abort();
  }

  /** At the figure's present step. */
  readonly start = (): Promise<void> => {
    const { state } = this.#host.runtime;
    this.#clear();
    this.#problem = nothingToSlice(state);
    if (this.#problem) {
      this.#host.redraw();
      return Promise.resolve();
    }
    this.#about = { runs: sessionRuns(state), step: state.step };
    return this.#work(async (host) => {
      const { runs, step } = this.#about!;
      const walked = await walk(runs, step, host);
      this.#walked = walked;
      await this.#measure(host);
    });
  };

  /** Another middle or another plane: the paths are known by then. */
  #again(): void {
    if (this.#walked) void this.#work((host) => this.#measure(host));
  }

  async #measure(host: SliceHost): Promise<void> {
    const [walked, about] = [this.#walked!, this.#about!];
    this.#sliced = null;
    this.#share = 0;
    this.#chosen = this.#choose(walked);
    if (!this.#chosen) {
      this.#problem = "sliceFlat";
      return;
    }
    const { plane, shown } = this.#chosen;
    const [center, { layout, ends }] = [this.#centerOf(about), walked];
    const plan = { run: about.runs[center]!, plane, window: shown.window, layout, kept: ends[center]! };
    await slice(plan, host, (sliced) => {
      if (host.signal.aborted) return;
      this.#sliced = sliced;
      this.#host.redraw();
    });
  }

  #choose({ walks, layout }: Walked): Chosen | null {
    const { state } = this.#host.runtime;
    const center = walks[this.#centerOf(this.#about!)]?.places.at(-1);
    if (!center) return null;
    const random = this.#kind === "random";
    const directions = random ? randomDirections(center, layout, state.seed) : pathDirections(center, walks);
    if (!directions) return null;
    const plane = { center, directions };
    const runs = state.runs.map(({ label, color }, index) => ({
      label,
      token: runToken(color),
      track: trackOf(plane, walks[index]!),
    }));
    const window = windowOf(
      runs.map(({ track }) => track),
      this.#kind,
    );
    return { plane, shown: { runs, window } };
  }

  #centerOf({ runs }: About): number {
    return Math.min(this.#center ?? runs.length - 1, runs.length - 1);
  }

  async #work(work: (host: SliceHost) => Promise<void>): Promise<void> {
    this.#running?.abort();
    const mine = new AbortController();
    this.#running = mine;
    this.#problem = null;
    const told = (share: number, waiting: boolean) => {
      if (this.#running !== mine) return;
      [this.#share, this.#waiting] = [share, waiting];
      this.#host.redraw();
    };
    try {
      await work({
        client: this.#host.client,
        signal: mine.signal,
        onProgress: (share) => told(share, this.#waiting),
        onWaiting: (waiting) => waiting !== this.#waiting && told(this.#share, waiting),
      });
    } catch (error) {
      const reason = await toldProblem(this.#host.runtime.state.lang, error);
      if (!mine.signal.aborted) this.#problem = { reason };
    }
    if (this.#running !== mine) return;
    this.#running = null;
    this.#host.redraw();
  }

  #clear(): void {
    this.#running?.abort();
    this.#running = this.#about = this.#walked = this.#chosen = this.#sliced = this.#problem = null;
    this.#share = 0;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const words = sayOfOptimizers(state.lang);
    const problem = this.#problem;
    if (problem) {
      const text = typeof problem === "string" ? words(problem) : words("failed", problem);
      return html`<p class="tool-line" role="status">${text}</p>`;
    }
    const about = this.#about;
    if (!about) return nothing;
    const run = state.runs[this.#centerOf(about)]?.label ?? "";
    const title = words("sliceTitle", { run, step: about.step });
    return html`<section class="sweep" aria-label=${title}>
      <p class="view-title">${title}</p>
      ${this.#choices(state, about)} ${this.#picture(state, title)}
      ${this.#running ? this.#progress(state, title) : this.#verdict(state, run, about)}
    </section>`;
  }

  #choices(state: FigureState, about: About): TemplateResult {
    const words = sayOfOptimizers(state.lang);
    const index = (event: Event) => (event.target as HTMLSelectElement).selectedIndex;
    const around = (event: Event) => {
      this.#center = index(event);
      this.#again();
    };
    const plane = (event: Event) => {
      this.#kind = KINDS[index(event)]!;
      this.#again();
    };
    const center = this.#centerOf(about);
    const kinds = { paths: words("slicePaths"), random: words("sliceRandom") };
    return html`<div class="tool-line">
      <label>${words("sliceAround")}
        <select ?disabled=${!this.#walked} @change=${around}>
          ${state.runs.map(({ label }, at) => html`<option ?selected=${at === center}>${label}</option>`)}
        </select></label>
      <label>${words("slicePlane")}
        <select ?disabled=${!this.#walked} @change=${plane}>
          ${KINDS.map((kind) => html`<option ?selected=${kind === this.#kind}>${kinds[kind]}</option>`)}
        </select></label>
    </div>`;
  }

  #picture(state: FigureState, title: string): TemplateResult | typeof nothing {
    if (!this.#chosen) return nothing;
    const words = sayOfOptimizers(state.lang);
    const width = Math.round(Math.min(Math.max(this.#host.element.clientWidth, 280), WIDEST));
    const unit = words(this.#kind === "paths" ? "unitPaths" : "unitRandom");
    const scene = sliceScene({ ...this.#chosen.shown, sliced: this.#sliced, unit, width }, sayIn(state.lang), words);
    return html`<div class="sweep-picture slice">${unsafeHTML(svgText(scene, { title, id: "slice" }))}</div>`;
  }

  #progress({ lang }: FigureState, title: string): TemplateResult {
    const [say, words] = [sayOfStudy(lang), sayOfOptimizers(lang)];
    const all = SIDE * SIDE;
    const measures = () => words("sliceMeasures", { done: Math.round(this.#share * all), all });
    const doing = this.#walked ? measures() : words("sliceWalks");
    return html`<div class="tool-line">
      <progress max="1" .value=${this.#share} aria-label=${title}></progress>
      <span>${this.#waiting ? say("seedsWaiting") : doing}</span>
      <button type="button" @click=${() => this.#running?.abort()}>${say("seedsStop")}</button>
    </div>`;
  }

  #verdict({ lang }: FigureState, run: string, { step }: About): TemplateResult {
    const words = sayOfOptimizers(lang);
    const remove = () => {
      this.#clear();
      this.#host.redraw();
    };
    return html`<div class="seeds" role="status"><p class="seeds-verdict">${this.#found(lang, run, step)}
      <button type="button" class="plain" @click=${remove}>${words("remove")}</button></p></div>`;
  }

  #found(lang: string | undefined, run: string, step: number): string {
    const words = sayOfOptimizers(lang);
    if (!this.#sliced || !this.#chosen) return "";
    const [low, high] = rangeOf(this.#sliced).map((value) => compact(value)) as [string, string];
    const { plane, shown } = this.#chosen;
    const numbers = { run, low, high, middle: compact(this.#sliced.middle), count: count(plane.center.length) };
    const done =
      this.#kind === "paths" ? words("slicePathsDone", { ...numbers, step }) : words("sliceRandomDone", numbers);
    return done + sayIn(lang)("sentenceGap") + sharesOf(shown.runs, sayIn(lang), words);
  }
}
