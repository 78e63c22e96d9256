/** Everything the interface says, in one catalog per language; a translation is another object of type Strings. */
import type { TransportStrings } from "../controls/transport.js";
import { englishMessages, type RuntimeMessages } from "../figure/messages.js";

export interface Strings extends TransportStrings, RuntimeMessages {
  figure(number: string): string;
  seed(seed: number): string;
  newSeed: string;
  controls: string;
  help: string;
  hint(number: number, of: number): string;
  goal(label: string): string;
  goalMet(label: string, step: number): string;
  /** Keys and what they do, in the figure's help. */
  keys: readonly (readonly [key: string, does: string])[];
  diverged(run: string, step: number, layer: string): string;
  failed(run: string, reason: string): string;
  notLive(reason: string): string;
  specMissing(url: string, reason: string): string;
}

export const english: Strings = {
  ...englishMessages,
  play: "Play",
  playAgain: "Play again",
  pause: "Pause",
  step: "Step",
  reset: "Reset",
  speed: "Speed",
  max: "max speed",
  progress: "Training progress",
  stepsPerSecond: (speed) => `${Number(speed.toPrecision(3))} steps/s`,
  stepOf: (step, steps) => `step ${step} / ${steps}`,
  figure: (number) => `Fig. ${number}`,
  seed: (seed) => `seed ${seed}`,
  newSeed: "New seed",
  controls: "Controls",
  help: "Help with this figure",
  hint: (number, of) => (of === 1 ? "Hint" : `Hint ${number} of ${of}`),
  goal: (label) => `Goal: ${label}`,
  goalMet: (label, step) => `Goal reached at step ${step}: ${label}`,
  keys: [
    ["Space", "play or pause"],
    ["S", "one step"],
    ["R", "reset to step 0"],
    ["Arrow keys", "move what is chosen in a focused drawing"],
  ],
  diverged: (run, step, layer) =>
    `“${run}” diverged: at step ${step} its numbers left the finite range${layer ? `, first in layer ${layer}` : ""}. A smaller learning rate keeps them finite.`,
  failed: (run, reason) => `“${run}” cannot train: ${reason}`,
  notLive: (reason) => `This figure does not run here: ${reason}`,
  specMissing: (url, reason) => `${url} could not be read: ${reason}`,
};

const catalogs: Record<string, Strings> = { en: english };

/** The catalog of a language tag, by its first part; English where there is none. */
export function stringsFor(lang: string | null | undefined): Strings {
  return catalogs[(lang ?? "en").toLowerCase().split("-")[0]] ?? english;
}
