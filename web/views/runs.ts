/** Which run a view is about, and what to say before there is anything to draw. */
import type { FigureState, RunState } from "../figure/state.js";
import type { Box } from "../scene/clip.js";
import { runToken } from "../scene/palette.js";
import type { Mark, Token } from "../scene/scene.js";
import { label, wrap } from "../scene/type.js";

/** A run by name, or by place: negative from the end. */
export type RunChoice = number | string;

export function runIndex(state: FigureState, choice: RunChoice): number {
  if (typeof choice === "string") {
    const named = state.runs.findIndex((run) => run.name === choice);
    return named < 0 ? 0 : named;
  }
  const last = state.runs.length - 1;
  const index = Math.round(choice < 0 ? last + 1 + choice : choice);
  return Math.min(Math.max(index, 0), Math.max(last, 0));
}

export function tokenOf(run: RunState): Token {
  return runToken(run.color);
}

/** Step 0 and at rest: the drawing shows where things will be, and what to do. */
export function waits(state: FigureState): boolean {
  return state.step === 0 && state.status !== "running";
}

/** In the middle of a box, on as many lines as its width asks for. */
export function hint(box: Box, text: string): Mark[] {
  const lines = wrap(text, box.width, label);
  return lines.map(
    (line, index): Mark => ({
      kind: "text",
      x: box.x + box.width / 2,
      y: box.y + box.height / 2 + (index - (lines.length - 1) / 2) * 16,
      text: line,
      anchor: "middle",
      baseline: "middle",
      fill: "muted",
      halo: true,
    }),
  );
}
