/** Play, step, reset, speed and how far the training has come. */
import { css, html, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { FigureState } from "../figure/state.js";
import type { Say } from "../strings/say.js";

export interface TransportActions {
  toggle(): void;
  step(): void;
  reset(): void;
  setSpeed(speed: number): void;
  /** To any step, back or forward. */
  scrub(step: number): void;
}

const icons = {
  play: svg`<path d="M4 2.5v11l9-5.5z"/>`,
  pause: svg`<path d="M4 2.5h3v11H4zM9 2.5h3v11H9z"/>`,
  step: svg`<path d="M3 2.5v11l7-5.5zM11 2.5h2v11h-2z"/>`,
  reset: svg`<path d="M8 3.2a4.8 4.8 0 1 1-4.7 3.9" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8.6.4v5.6L4.4 3.2z"/>`,
};

function icon(name: keyof typeof icons): TemplateResult {
  return html`<svg viewBox="0 0 16 16" width="14" height="14" fill="currentColor" aria-hidden="true">${icons[name]}</svg>`;
}

/** A quarter, one time and four times the figure's own speed, and as fast as it goes. */
export function speeds(normal: number): number[] {
  return [normal / 4, normal, normal * 4, Number.POSITIVE_INFINITY];
}

export function transport(state: FigureState, say: Say, actions: TransportActions): TemplateResult {
  const { status, step, speed, playback } = state;
  const running = status === "running";
  const over = status === "finished" || status === "diverged";
  const play = running ? say("pause") : over ? say("playAgain") : say("play");
  const offered = speeds(playback.speed);
  const list = offered.includes(speed) ? offered : [...offered, speed].sort((a, b) => a - b);
  const choose = (event: Event) => actions.setSpeed(list[(event.target as HTMLSelectElement).selectedIndex]);
  const scrub = (event: Event) => actions.scrub(Number((event.target as HTMLInputElement).value));
  return html`<div class="transport">
    <div class="buttons">
      <button type="button" class="play" @click=${actions.toggle}>${icon(running ? "pause" : over ? "reset" : "play")}<span>${play}</span></button>
      <button type="button" ?disabled=${over} @click=${actions.step}>${icon("step")}<span>${say("step")}</span></button>
      <button type="button" @click=${actions.reset}>${icon("reset")}<span>${say("reset")}</span></button>
    </div>
    <label class="speed"><span class="unseen">${say("speed")}</span>
      <select @change=${choose}>
        ${list.map((each) => html`<option .selected=${live(each === speed)}>${speedText(each, say)}</option>`)}
      </select>
    </label>
    <div class="progress">
      <div class="time">
        <progress max=${playback.steps} .value=${Math.min(step, playback.steps)} aria-hidden="true"></progress>
        <input type="range" min="0" max=${playback.steps} .value=${live(String(Math.min(step, playback.steps)))}
          aria-label=${say("timeLine")} aria-valuetext=${say("stepOf", { step, steps: playback.steps })} @input=${scrub} />
      </div>
      <span class="count">${say("stepOf", { step, steps: playback.steps })}</span>
    </div>
  </div>`;
}

function speedText(speed: number, say: Say): string {
  return speed === Number.POSITIVE_INFINITY
    ? say("maxSpeed")
    : say("stepsPerSecond", { speed: Number(speed.toPrecision(3)) });
}

export const transportStyles = css`
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .buttons {
    display: flex;
    gap: 0.4rem;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45rem;
    min-height: 2rem;
    min-width: 2rem;
    padding: 0 0.7rem;
    border: 1px solid var(--lf-faint);
    border-radius: 4px;
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
    cursor: pointer;
  }
  button:hover {
    background: var(--lf-panel);
  }
  button:disabled {
    color: var(--lf-faint);
    cursor: default;
  }
  button.play {
    min-width: 6rem;
    border-color: var(--lf-ink);
    background: var(--lf-ink);
    color: var(--lf-paper);
  }
  .progress {
    display: flex;
    flex: 1 1 12rem;
    align-items: center;
    gap: 0.75rem;
    min-width: 0;
  }
  /* The time line: a bar that fills, and a thumb to take back. */
  .time {
    display: grid;
    flex: 1 1 4rem;
    align-items: center;
    min-width: 3rem;
  }
  .time > * {
    grid-area: 1 / 1;
  }
  .time input[type="range"]::-webkit-slider-runnable-track {
    background: transparent;
  }
  .time input[type="range"]::-moz-range-track {
    background: transparent;
  }
  progress {
    appearance: none;
    width: 100%;
    height: 2px;
    border: 0;
    border-radius: 1px;
    background: var(--lf-rule);
    color: var(--lf-ink);
  }
  progress::-webkit-progress-bar {
    background: var(--lf-rule);
  }
  progress::-webkit-progress-value {
    background: var(--lf-ink);
  }
  progress::-moz-progress-bar {
    background: var(--lf-ink);
  }
  .count {
    flex: none;
    font-family: var(--lf-mono);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    color: var(--lf-muted);
  }
  @media (pointer: coarse) {
    button {
      min-height: 2.75rem;
      min-width: 2.75rem;
    }
  }
`;
