/** Plays a figure's curves as sound, one run after the other, each as a rising and falling tone of two seconds. */
import { html, nothing, type TemplateResult } from "lit";
import { columnsOf } from "../../figure/overlay.js";
import type { FigureState, RunState } from "../../figure/state.js";
import { type Judge, judgeOf } from "../../figure/study/judge.js";
import { melodyOf, rangeOf } from "../../figure/study/melody.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { judgeName } from "./seeds_words.js";

const SECONDS = 2;
const PAUSE = 0.4;
const LOUDNESS = 0.15;

export class ListenTool {
  readonly #redraw: () => void;
  #context: AudioContext | null = null;
  #now: string | null = null;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  button(state: FigureState, say: SayStudy): TemplateResult {
    const none = state.runs.every((run) => valuesOf(run, judgeOf(state)).value.length < 2);
    return html`<button type="button" data-tool="listen" ?disabled=${none && !this.#context} title=${none ? say("listenNone") : nothing}
      aria-pressed=${this.#context !== null} @click=${() => (this.#context ? this.#stop() : void this.#play(state))}>${say(this.#context ? "listenStop" : "listen")}</button>`;
  }

  render(): TemplateResult | typeof nothing {
    return this.#now === null ? nothing : html`<p role="status">${this.#now}</p>`;
  }

  dispose(): void {
    this.#stop();
  }

  async #play(state: FigureState): Promise<void> {
    const say = sayOfStudy(state.lang);
    const judge = judgeOf(state);
    const curves = state.runs.map((run) => ({ run, ...valuesOf(run, judge) })).filter(({ value }) => value.length > 1);
    const range = rangeOf(curves.map(({ value }) => value));
    if (!range) return;
    const context = new AudioContext();
    this.#context = context;
    for (const { run, step, value } of curves) {
      if (this.#context !== context) return;
      this.#now = say("listening", { run: run.label, loss: judgeName(state, judge, say) });
      this.#redraw();
      await sounded(context, melodyOf(step, value, range).pitches);
    }
    if (this.#context === context) this.#stop();
  }

  #stop(): void {
    void this.#context?.close();
    this.#context = null;
    this.#now = null;
    this.#redraw();
  }
}

function valuesOf(run: RunState, judge: Judge): { step: readonly number[]; value: readonly number[] } {
  const { step, ...columns } = columnsOf(run);
  const { validationLoss = [], trainLoss = [], validationAccuracy = [], trainAccuracy = [] } = columns;
  const [validation, train] = judge === "loss" ? [validationLoss, trainLoss] : [validationAccuracy, trainAccuracy];
  const value = validation.some(Number.isFinite) ? validation : train;
  const finite = step.flatMap((_, index) => (Number.isFinite(value[index]) ? [index] : []));
  return { step: finite.map((index) => step[index]!), value: finite.map((index) => value[index]!) };
}

/** Resolves when it has ended; a context that is closed meanwhile ends it at once. */
function sounded(context: AudioContext, pitches: readonly number[]): Promise<void> {
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime + 0.05;
  tone.type = "triangle";
  tone.frequency.setValueCurveAtTime(Float32Array.from(pitches), start, SECONDS);
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.05);
  volume.gain.setValueAtTime(LOUDNESS, start + SECONDS - 0.05);
  volume.gain.linearRampToValueAtTime(0, start + SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + SECONDS + PAUSE);
  return new Promise((resolve) => {
    tone.onended = () => resolve();
    context.onstatechange = () => {
      if (context.state === "closed") resolve();
    };
  });
}
