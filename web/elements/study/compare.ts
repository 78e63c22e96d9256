/** Pinned runs: pin, remove, what differs from each, and those of a link trained anew in the background. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { settingsOf } from "../../figure/chapters.js";
import { equalJson } from "../../figure/edit_program.js";
import { withSharedRuns } from "../../figure/edit_run.js";
import type { Overlay } from "../../figure/overlay.js";
import { decodeShared, MOST_PINS } from "../../figure/share.js";
import type { FigureState } from "../../figure/state.js";
import { type Difference, differences } from "../../figure/study/differences.js";
import { judgeOf, valueBy } from "../../figure/study/judge.js";
import { circled, type Pin, pinned, pinOverlays, waiting, withRuns } from "../../figure/study/pins.js";
import { rehearse } from "../../figure/study/rehearsal.js";
import { createState } from "../../figure/update.js";
import { runToken } from "../../scene/palette.js";
import { type Say, sayIn } from "../../strings/say.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { differenceWords } from "./difference_words.js";
import { judgeText } from "./seeds_words.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

export class Compare {
  readonly #host: StudyHost;
  #pins: readonly Pin[] = [];
  /** How a pin of a link is coming along, by its number. */
  #told = new Map<number, { share: number; problem?: string }>();
  /** What differs from a pin, by its number, and of what that was said. */
  readonly #known = new Map<number, { of: unknown[]; found: Difference[] }>();
  readonly #ends = new AbortController();
  /** The last press pinned nothing: the same is pinned already, or no link could hold it. */
  #refused = false;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  get pins(): readonly Pin[] {
    return this.#pins;
  }

  overlays(): Overlay[] {
    return pinOverlays(this.#pins);
  }

  /** The state says which runs are pinned: a link may bring others. */
  changed({ pins: texts = [] }: FigureState): void {
    if (texts.length === this.#pins.length && texts.every((text, index) => text === this.#pins[index]!.text)) return;
    this.#pins = this.#pins.filter(({ text }) => texts.includes(text));
    for (const text of texts) if (!this.#pins.some((pin) => pin.text === text)) this.#bring(text);
  }

  dispose(): void {
    this.#ends.abort();
  }

  button(state: FigureState, say: SayStudy): TemplateResult {
    const full = this.#pins.length >= MOST_PINS;
    const why = full ? say("pinFull") : state.step === 0 ? say("pinNothing") : nothing;
    return html`<button type="button" data-tool="pin" ?disabled=${why !== nothing} title=${why} @click=${this.#pin}>${say("pin")}</button>`;
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const [say, study] = [sayIn(state.lang), sayOfStudy(state.lang)];
    const refusal = this.#refused ? html`<p class="tool-line" role="status">${study("pinRefused")}</p>` : nothing;
    if (this.#pins.length === 0) return refusal;
    return html`${refusal}<ul class="pins" aria-label=${study("pins")}>
      ${repeat(
        this.#pins,
        ({ number }) => number,
        (pin) => this.#row(pin, state, say, study),
      )}
    </ul>`;
  }

  #row(pin: Pin, state: FigureState, say: Say, study: SayStudy): TemplateResult {
    const mark = circled(pin.number);
    const found = this.#differences(pin, state, say);
    return html`<li>
      <svg viewBox="0 0 16 4" width="16" height="4" aria-hidden="true"><path d="M0 2h16" stroke="var(--lf-${runToken(pin.color)})" stroke-width="3" /></svg>
      <span class="pin-words"><b>${study("pinOf", { mark, step: pin.step })}</b> ${differenceWords(found, say, study)}
        <span class="pin-numbers">${this.#numbers(pin, state, say, study)}</span></span>
      <button type="button" class="quiet" aria-label=${study("removePin", { mark })} title=${study("removePin", { mark })} @click=${() => this.#unpin(pin)}>×</button>
    </li>`;
  }

  /** Settings change seldom, numbers with every frame. */
  #differences(pin: Pin, { spec, variables, program, lang, ...state }: FigureState, say: Say): Difference[] {
    const of = [spec, variables, program, lang];
    const known = this.#known.get(pin.number);
    if (known?.of.every((each, index) => each === of[index])) return known.found;
    const settings = settingsOf({ spec, variables, program, lang, ...state });
    const found = differences(pin.settings, settings, say("seed", { seed: "" }).trim());
    this.#known.set(pin.number, { of, found });
    return found;
  }

  #numbers({ number, runs }: Pin, state: FigureState, say: Say, study: SayStudy): string {
    const told = this.#told.get(number);
    if (told?.problem) return study("pinFailed", { reason: told.problem });
    if (runs.length === 0) return study("pinWaits", { percent: Math.floor(100 * (told?.share ?? 0)) });
    const judge = judgeOf(state);
    return runs
      .flatMap((run) => {
        const now = state.runs.find(({ name }) => name === run.name);
        // A run that is the same is the same at every step.
        if (!now || equalJson(now.program, run.program)) return [];
        const step = Math.min(now.step, run.step);
        const [before, after] = [valueBy(run, step, judge), valueBy(now, step, judge)];
        if (Number.isNaN(before) || Number.isNaN(after)) return [];
        return [
          study("nowAgainst", { run: now.label, step, now: judgeText(after, judge), pinned: judgeText(before, judge) }),
        ];
      })
      .join(say("semicolon"));
  }

  readonly #pin = (): void => {
    const { runtime } = this.#host;
    const pin = pinned(this.#pins, runtime.state, runtime.written);
    this.#refused = pin === null;
    if (pin) this.#keep([...this.#pins, pin]);
    else this.#host.redraw();
  };

  #unpin(gone: Pin): void {
    this.#keep(this.#pins.filter((pin) => pin !== gone));
  }

  #keep(pins: readonly Pin[]): void {
    this.#pins = pins;
    this.#host.runtime.note((state) => ({
      ...state,
      pins: pins.length > 0 ? pins.map(({ text }) => text) : undefined,
    }));
  }

  /** A link carries settings and a step; the curve is trained here. */
  #bring(text: string): void {
    const { runtime, client, redraw } = this.#host;
    const { written, state } = runtime;
    const shared = decodeShared(text, written);
    const start = withSharedRuns(createState(written, { lang: state.lang }), shared, written);
    const pin = waiting(this.#pins, start, shared.step, text);
    if (!pin) return;
    this.#pins = [...this.#pins, pin];
    const { number } = pin;
    const tell = (share: number, problem?: string) => {
      this.#told.set(number, problem === undefined ? { share } : { share, problem });
      redraw();
    };
    rehearse(pin.settings, shared.step, { client, signal: this.#ends.signal, onProgress: tell }).then(
      (runs) => {
        this.#told.delete(number);
        this.#pins = withRuns(this.#pins, number, runs);
        redraw();
      },
      async (error) => {
        const problem = await toldProblem(state.lang, error);
        if (!this.#ends.signal.aborted) tell(0, problem);
      },
    );
  }
}
