/** The images that excite a unit most: rows shown to the network one by one, the strongest kept for every channel. */
import type { LayerProgram, ProbeResult } from "../../engine/program.js";

/** Rows shown at most, and kept per channel. */
export const SHOWN = 400;
export const KEPT = 10;

export interface Excited {
  row: number;
  /** The channel's largest value on that row, and where in its map it stands. */
  value: number;
  y: number;
  x: number;
}

/** One layer's channels, each with its strongest rows, the strongest first. */
export type Channels = Excited[][];

export class Excitement {
  /** Layers of the model whose outputs are looked at. */
  readonly #layers: readonly number[];
  readonly #found = new Map<number, Channels>();
  readonly images: Float32Array[] = [];
  /** Of one image. */
  shape: readonly number[] = [];

  constructor(layers: readonly number[]) {
    this.#layers = layers;
  }

  channels(layer: number): Channels {
    return this.#found.get(layer) ?? [];
  }

  /** What the engine's `units` answers for the next row. */
  add(answer: ProbeResult): void {
    const row = this.images.push(answer.input!.data as Float32Array) - 1;
    this.shape = answer.input!.shape;
    for (const layer of this.#layers) {
      const { data, shape } = answer[String(layer)]!;
      const [count, , columns] = [shape[0]!, shape[1] ?? 1, shape[2] ?? 1];
      const size = data.length / count;
      const channels = this.#found.get(layer) ?? Array.from({ length: count }, (): Excited[] => []);
      this.#found.set(layer, channels);
      channels.forEach((kept, channel) => {
        let at = channel * size;
        for (let i = at + 1; i < (channel + 1) * size; i += 1) if (data[i]! > data[at]!) at = i;
        const place = at - channel * size;
        keep(kept, { row, value: data[at]!, y: Math.floor(place / columns), x: place % columns });
      });
    }
  }
}

/** In falling order; of equal values the earlier row. */
function keep(kept: Excited[], next: Excited): void {
  const at = kept.findIndex(({ value }) => next.value > value);
  if (at < 0 && kept.length >= KEPT) return;
  kept.splice(at < 0 ? kept.length : at, 0, next);
  if (kept.length > KEPT) kept.pop();
}

/** A channel that no row excites has no images: after a ReLU its values are all 0. */
export const isSilent = (kept: readonly Excited[]): boolean => !((kept[0]?.value ?? 0) > 0);

/** Of a channel's strongest rows, how many are of the commonest class among them; in the mean over channels that are not silent. */
export function alike(channels: Channels, targets: ArrayLike<number>): number {
  const counts = channels
    .filter((kept) => !isSilent(kept))
    .map((kept) => commonest(kept.map(({ row }) => targets[row]!)));
  return counts.reduce((a, b) => a + b, 0) / counts.length;
}

/** The same of rows that nothing has chosen: one lot after the other, as they lie in the data. */
export function alikeByChance(targets: ArrayLike<number>, rows: number): number {
  const lots = Array.from({ length: Math.floor(rows / KEPT) }, (_, lot) =>
    commonest(Array.from({ length: KEPT }, (_each, i) => targets[lot * KEPT + i]!)),
  );
  return lots.reduce((a, b) => a + b, 0) / lots.length;
}

function commonest(classes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const each of classes) counts.set(each, (counts.get(each) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** What one unit behind a layer sees of the image: so many pixels, from `start + place · jump` on, in both directions. */
export interface Field {
  size: number;
  jump: number;
  start: number;
}

const windows = new Set(["Conv2d", "MaxPool2d", "AvgPool2d"]);
const pointwise = new Set(["ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Tanh", "Sigmoid", "Dropout", "BatchNorm2d"]);

/** Null where a layer on the way sees everything, or is not known here. */
export function fieldBehind(model: readonly LayerProgram[], layer: number): Field | null {
  const field = { size: 1, jump: 1, start: 0 };
  const number = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
  for (const each of model.slice(0, layer + 1)) {
    if (pointwise.has(each.type)) continue;
    if (!windows.has(each.type) || typeof each.kernel_size !== "number") return null;
    field.start -= number(each.padding, 0) * field.jump;
    field.size += (each.kernel_size - 1) * field.jump;
    field.jump *= number(each.stride, each.type === "Conv2d" ? 1 : each.kernel_size);
  }
  return field;
}
