/** A layer dragged by its handle, by mouse, pen or finger: over which row it is, and which slot that means. */

import type { LayerProgram } from "../../engine/program.js";
import { blockOf, type LayerPath, moves } from "../../figure/builder/layers.js";

export interface Dragging {
  from: LayerPath;
  /** Where it would go now; null where letting go changes nothing. */
  slot: LayerPath | null;
  /** The row beside which the mark is drawn, and on which side. */
  row: string | null;
  behind: boolean;
}

/** Near the window's edge the page scrolls along. */
const EDGE = 48;
const SCROLL = 12;

export const pathText = (path: LayerPath): string => path.join(".");

/** What a pointer at this height of the window means; `rows` are the list's elements with their `data-path`. */
export function draggedOver(
  from: LayerPath,
  rows: readonly HTMLElement[],
  layerAt: (path: LayerPath) => LayerProgram | undefined,
  y: number,
): Dragging {
  const boxes = rows.map((row) => ({ row, box: row.getBoundingClientRect() }));
  const over = boxes.find(({ box }) => y < box.bottom) ?? boxes.at(-1);
  if (!over) return { from, slot: null, row: null, behind: false };
  const text = over.row.dataset.path!;
  const path = text.split(".").map(Number);
  const behind = y > (over.box.top + over.box.bottom) / 2;
  const slot = behind ? slotBehind(path, layerAt(path), y > over.box.bottom) : path;
  return moves(from, slot) ? { from, slot, row: text, behind } : { from, slot: null, row: null, behind };
}

/** Behind a residual's own row begins its block; below the whole list ends the model. */
function slotBehind(path: LayerPath, layer: LayerProgram | undefined, below: boolean): LayerPath {
  if (below) return [path[0]! + 1];
  return blockOf(layer) ? [...path, 0] : path.with(-1, path.at(-1)! + 1);
}

export function scrollAlong(y: number): void {
  if (y < EDGE) scrollBy(0, -SCROLL);
  else if (y > innerHeight - EDGE) scrollBy(0, SCROLL);
}
