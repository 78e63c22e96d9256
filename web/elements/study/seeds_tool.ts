/** "Run 10 seeds": trains copies in the background, draws median and band, and says what is more than noise. */
import { html, nothing, type TemplateResult } from "lit";
import { type FigureSettings, settingsOf } from "../../figure/chapters.js";
import { equalJson } from "../../figure/edit_program.js";
import type { Overlay } from "../../figure/overlay.js";
import type { FigureState } from "../../figure/state.js";
import { judgeOf } from "../../figure/study/judge.js";
import { circled, type Pin } from "../../figure/study/pins.js";
import { rehearse, withSeed } from "../../figure/study/rehearsal.js";
import { bandOverlays, seedsFrom, type Trials } from "../../figure/study/seeds.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { comparisonWords, contestants, judgeName, medianWords } from "./seeds_words.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

/** Ten seeds of one setting. */
interface Series {
  settings: FigureSettings;
  pin: Pin | null;
  trials: Trials;
}

export class SeedsTool {
  readonly #host: StudyHost;
  readonly #pins: () => readonly Pin[];
  #series: readonly Series[] = [];
  #overlays: readonly Overlay[] = [];
  #running: AbortController | null = null;
  #done = 0;
  #all = 0;
  #part = 0;
  #waiting = false;
  #problem: string | null = null;

  constructor(host: StudyHost, pins: () => readonly Pin[]) {
    this.#host = host;
    this.#pins = pins;
  }

  overlays(): readonly Overlay[] {
    return this.#overlays;
  }

  /** Another setting: what was trained is no longer about what is shown. */
  changed(state: FigureState): void {
    const [present] = this.#series;
    if (!present || equalJson(settingsOf(state).runs, present.settings.runs)) return;
    this.#clear();
  }

  dispose(): void {
    this.#running?.abort();
  }

  button(state: FigureState, say: SayStudy): TemplateResult {
    const surface = state.runs.every(({ program }) => program.surface);
    return html`<button type="button" data-tool="seeds" ?disabled=${surface || this.#running !== null}
      title=${surface ? say("seedsSame") : nothing} @click=${this.start}>${say("seeds")}</button>`;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const say = sayOfStudy(state.lang);
    if (this.#problem !== null)
      return html`<p class="tool-line" role="status">${say("seedsFailed", { reason: this.#problem })}</p>`;
    if (this.#running) return this.#progress(say);
    return this.#series[0]?.trials.length ? this.#verdict(state, say) : nothing;
  }

  #progress(say: SayStudy): TemplateResult {
    const text = say("seedsRunning", { done: this.#done, all: this.#all });
    return html`<div class="tool-line seeds-progress">
      <progress max=${this.#all} .value=${this.#done + this.#part} aria-label=${say("seeds")}></progress>
      <span>${this.#waiting ? say("seedsWaiting") : text}</span>
      <button type="button" @click=${() => this.#running?.abort()}>${say("seedsStop")}</button>
    </div>`;
  }

  #verdict(state: FigureState, say: SayStudy): TemplateResult {
    const judge = judgeOf(state);
    const loss = judgeName(state, judge, say);
    const labels = state.runs.map(({ label }) => label);
    const trained = this.#series.filter(({ trials }) => trials.length > 0);
    const [own, ...pins] = trained.map(({ trials, pin }) =>
      contestants(trials, labels, pin ? circled(pin.number) : undefined, say),
    );
    const lines = own!.slice(1).map((other) => comparisonWords(own![0]!, other, judge, loss, say));
    for (const pin of pins)
      pin.forEach((other, run) => {
        // A run that the pin has no other settings for is the same run.
        if (!equalJson(other.runs[0]?.program, own![run]!.runs[0]?.program))
          lines.push(comparisonWords(own![run]!, other, judge, loss, say));
      });
    const { trials, settings } = this.#series[0]!;
    return html`<div class="seeds" role="status">
      <p>${say(trials.length === 1 ? "seedsDoneOne" : "seedsDone", { count: trials.length, steps: settings.playback.steps })}
        <button type="button" class="plain" @click=${this.#remove}>${say("seedsRemove")}</button></p>
      <ul>
        ${lines.map((line) => html`<li class="seeds-verdict">${line}</li>`)}
        ${[...own!, ...pins.flat()].map(
          (each) => html`<li>${say("seedsOf", { run: each.label, loss })} ${medianWords(each, judge, say)}</li>`,
        )}
      </ul>
    </div>`;
  }

  readonly #remove = (): void => {
    this.#clear();
    this.#host.redraw();
  };

  #clear(): void {
    this.#running?.abort();
    this.#running = null;
    this.#series = [];
    this.#overlays = [];
    this.#problem = null;
  }

  readonly start = async (): Promise<void> => {
    if (this.#running) return;
    this.#clear();
    const { runtime } = this.#host;
    const settings = settingsOf(runtime.state);
    const mine = new AbortController();
    this.#running = mine;
    const wanted = [{ settings, pin: null }, ...this.#pins().map((pin) => ({ settings: pin.settings, pin }))];
    const seeds = seedsFrom(settings.seed);
    this.#series = wanted.map((each) => ({ ...each, trials: [] }));
    this.#done = 0;
    this.#all = seeds.length * wanted.length;
    this.#host.redraw();
    try {
      for (const [index, each] of wanted.entries())
        for (const seed of seeds)
          await this.#trial(index, withSeed(each.settings, seed), settings.playback.steps, mine);
    } catch (error) {
      const problem = await toldProblem(runtime.state.lang, error);
      if (!mine.signal.aborted) this.#problem = problem;
    }
    if (this.#running !== mine) return;
    this.#running = null;
    this.#host.redraw();
  };

  async #trial(index: number, settings: FigureSettings, steps: number, mine: AbortController): Promise<void> {
    const runs = await rehearse(settings, steps, {
      client: this.#host.client,
      signal: mine.signal,
      onProgress: (share) => {
        this.#part = share;
        this.#host.redraw();
      },
      onWaiting: (waiting) => {
        if (waiting === this.#waiting) return;
        this.#waiting = waiting;
        this.#host.redraw();
      },
    });
    if (this.#running !== mine) return;
    this.#part = 0;
    this.#done += 1;
    this.#series = this.#series.map((each, at) => (at === index ? { ...each, trials: [...each.trials, runs] } : each));
    this.#overlays = this.#series.flatMap(({ trials, pin, settings: { runs: named } }) =>
      bandOverlays(trials, pin ? named.map(() => pin.color) : this.#host.runtime.state.runs.map(({ color }) => color)),
    );
    this.#host.redraw();
  }
}
