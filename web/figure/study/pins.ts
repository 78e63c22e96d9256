/** Runs that were pinned to be compared with: up to six, each with its settings, its numbers and a colour of its own. */
import type { FigureSettings } from "../chapters.js";
import { settingsOf } from "../chapters.js";
import { columnsOf, type Overlay } from "../overlay.js";
import { encodeShared, MOST_PINS, sharedOf } from "../share.js";
import type { FigureSpec } from "../spec.js";
import type { FigureState, RunState } from "../state.js";

/** Of the palette (scene/palette.ts). */
const COLOURS = 7;

export interface Pin {
  /** Counted from 1; stands at its lines' ends and in the list. */
  number: number;
  color: number;
  settings: FigureSettings;
  step: number;
  /** Empty while a pin that came with a link is still being trained. */
  runs: readonly RunState[];
  /** As in a link. */
  text: string;
}

/** The present run as one more pin; null where there is nothing to pin, no room, or the same one already. */
export function pinned(pins: readonly Pin[], state: FigureState, written: FigureSpec): Pin | null {
  const { speed: _, pins: __, ...shared } = sharedOf(state, written);
  const text = encodeShared(shared);
  return state.step === 0 || text === null ? null : newPin(pins, state, text, state.runs);
}

/** A pin of a link, its curves still to be trained; `state` is step 0 of its settings. */
export function waiting(pins: readonly Pin[], state: FigureState, step: number, text: string): Pin | null {
  return newPin(pins, { ...state, step }, text, []);
}

function newPin(pins: readonly Pin[], state: FigureState, text: string, runs: readonly RunState[]): Pin | null {
  if (pins.length >= MOST_PINS || pins.some((pin) => pin.text === text)) return null;
  const number = Math.max(0, ...pins.map((pin) => pin.number)) + 1;
  const color = freeColour([...state.runs, ...pins].map((each) => each.color));
  return { number, color, settings: settingsOf(state), step: state.step, runs, text };
}

/** The colour that the fewest have. */
function freeColour(taken: readonly number[]): number {
  const uses = Array.from({ length: COLOURS }, (_, color) => taken.filter((each) => each % COLOURS === color).length);
  return uses.indexOf(Math.min(...uses));
}

export function withRuns(pins: readonly Pin[], number: number, runs: readonly RunState[]): Pin[] {
  return pins.map((pin) => (pin.number === number ? { ...pin, runs } : pin));
}

/** Solid for a pin's first run, dashed for the others, so that one colour is one pin. */
const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [6, 3], [2, 3], [8, 3, 2, 3]];

export function pinOverlays(pins: readonly Pin[]): Overlay[] {
  return pins.flatMap(({ runs, color, number }) =>
    runs.map((run, index) => {
      const dash = DASHES[index % DASHES.length];
      return {
        label: runs.length > 1 ? `${circled(number)} ${run.label}` : circled(number),
        color,
        columns: columnsOf(run),
        opacity: 0.85,
        ...(dash && { dash }),
      };
    }),
  );
}

/** ①, ②, … */
export const circled = (number: number): string =>
  number <= 20 ? String.fromCodePoint(0x245f + number) : `(${number})`;
