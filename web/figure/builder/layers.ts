/**
 * A model as a list that a reader rearranges: rows with the shape behind each layer, and pure edits by path. A path leads
 * through residual blocks: [2] is the third layer, [2, 0] the first of its block.
 */
import type { ArrayData, LayerProgram, NamedData } from "../../engine/program.js";
import { layerParameters } from "../layer_sizes.js";
import { rowShape, type Shape, shapeBehind } from "../shapes.js";

export type LayerPath = readonly number[];
type Model = readonly LayerProgram[];

export interface LayerRow {
  path: LayerPath;
  layer: LayerProgram;
  /** Of a row of data before and behind it. */
  before: Shape;
  behind: Shape;
  /** Those of its block too. */
  parameters: number;
}

export const blockOf = (layer: LayerProgram | undefined): Model | null =>
  layer?.type === "Residual" ? ((layer.block as Model | undefined) ?? []) : null;

/** Every layer in the order in which they stand below each other; those of a block follow their residual. */
export function layerRows(model: Model, data: NamedData | ArrayData): LayerRow[] {
  return rowsBelow(model, rowShape(data), []);
}

function rowsBelow(model: Model, shape: Shape, above: LayerPath): LayerRow[] {
  let before = shape;
  return model.flatMap((layer, index) => {
    const path = [...above, index];
    const behind = shapeBehind(layer, before);
    const row = { path, layer, before, behind, parameters: layerParameters(layer, before) };
    const block = blockOf(layer);
    const below = block ? rowsBelow(block, before, path) : [];
    before = behind;
    return [row, ...below];
  });
}

export function layerAt(model: Model, [first, ...rest]: LayerPath): LayerProgram | undefined {
  const layer = first === undefined ? undefined : model[first];
  return rest.length === 0 || !layer ? layer : layerAt(blockOf(layer) ?? [], rest);
}

/** The list at a path's parent, edited. */
function inList(model: Model, [first, ...rest]: LayerPath, edit: (list: Model, index: number) => Model): Model {
  if (rest.length === 0) return edit(model, first!);
  const layer = model[first!]!;
  return model.with(first!, { ...layer, block: inList(blockOf(layer) ?? [], rest, edit) });
}

export const replaced = (model: Model, path: LayerPath, layer: LayerProgram): Model =>
  inList(model, path, (list, index) => list.with(index, layer));

export const removed = (model: Model, path: LayerPath): Model =>
  inList(model, path, (list, index) => list.toSpliced(index, 1));

export const inserted = (model: Model, path: LayerPath, layer: LayerProgram): Model =>
  inList(model, path, (list, index) => list.toSpliced(index, 0, layer));

/** Every place where a layer can be put, from top to bottom: before, inside and behind each. */
export function slots(model: Model, above: LayerPath = []): LayerPath[] {
  const found: LayerPath[] = [];
  model.forEach((layer, index) => {
    found.push([...above, index]);
    const block = blockOf(layer);
    if (block) found.push(...slots(block, [...above, index]));
  });
  return [...found, [...above, model.length]];
}

const isWithin = (path: LayerPath, other: LayerPath): boolean => other.every((index, i) => path[i] === index);

/** The place just behind a layer. */
const behindOf = (path: LayerPath): LayerPath => path.with(-1, path.at(-1)! + 1);

const same = (a: LayerPath, b: LayerPath): boolean => a.length === b.length && isWithin(a, b);

/** False for the two places beside the layer, and for those inside of it. */
export function moves(from: LayerPath, slot: LayerPath): boolean {
  return !isWithin(slot, from) && !same(slot, behindOf(from));
}

/** The layer at `from` put into a slot (of the model as it is), and where it then stands. */
export function moved(model: Model, from: LayerPath, slot: LayerPath): { model: Model; path: LayerPath } {
  const layer = layerAt(model, from);
  if (!layer || !moves(from, slot)) return { model, path: from };
  const last = from.length - 1;
  // What stands behind a layer in its list, or within what stands there, comes up by one when it is taken out.
  const comesUp = slot.length > last && isWithin(slot, from.slice(0, last)) && slot[last]! > from[last]!;
  const path = comesUp ? slot.with(last, slot[last]! - 1) : slot;
  return { model: inserted(removed(model, from), path, layer), path };
}

/** The next slot upwards (−1) or downwards (1) that moves the layer: into a block, through it and out again. */
export function nextSlot(model: Model, from: LayerPath, way: -1 | 1): LayerPath | null {
  const all = slots(model);
  const here = all.findIndex((slot) => same(slot, way < 0 ? from : behindOf(from)));
  for (let at = here + way; at >= 0 && at < all.length; at += way) if (moves(from, all[at]!)) return all[at]!;
  return null;
}

/** Where a new layer goes: behind the chosen one, else before the last, which gives the answer. */
export function placeForNew(model: Model, chosen: LayerPath | null): LayerPath {
  if (chosen && layerAt(model, chosen)) return behindOf(chosen);
  return [model.at(-1)?.type === "Linear" ? model.length - 1 : model.length];
}
