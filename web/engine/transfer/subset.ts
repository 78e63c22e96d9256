/**
 * Part of the digits: some classes, so many rows of each to learn from, the pixels shuffled if wanted. The engine draws
 * the whole set; what is left out is left out here. web/code/data.ts has the same in torch.
 */
import { kind } from "../border.js";
import { EngineError } from "../errors.js";
import { permutation } from "../permutation.js";
import type { ArrayData, NamedData, Program } from "../program.js";

/** What a set of digits takes besides the engine's own fields. */
export interface Subset {
  /** The first and the last digit that stay, counted anew from 0; all by default. */
  classes?: readonly [number, number];
  /** So many rows of each class are learnt from, the rest validates: in place of `train`, one of which is needed. */
  per_class?: number;
  /** All images with their pixels in one other order. */
  shuffle_pixels?: boolean;
}

const names = ["classes", "per_class", "shuffle_pixels"] as const;
export const subsetSets: readonly string[] = ["digits", "wandering_digits"];
/** The rarest digit, 8, stands 174 times in the file; one of them at least validates. */
export const MOST_PER_CLASS = 173;
const lastDigit = 9;

/** All rows of a set in the order in which the engine has drawn them. */
export interface DrawnRows {
  inputs: Float32Array;
  targets: Float32Array;
  shape: readonly number[];
}

export interface WantedSubset extends Required<Omit<Subset, "per_class">> {
  per_class: number | null;
  train: number | null;
  seed: number;
  /** The whole set, for the engine to draw. */
  whole: NamedData;
}

/** What a program wants of the digits; null where it takes a set as the engine has it. Throws EngineError. */
export function subsetOf({ data, seed: own }: Program): WantedSubset | null {
  if (typeof data !== "object" || data === null || !("name" in data)) return null;
  const named = data as NamedData;
  if (!subsetSets.includes(named.name) || !names.some((name) => named[name] !== undefined)) return null;
  const { classes = [0, lastDigit], per_class, shuffle_pixels = false, train, ...rest } = named;
  const seed = named.seed ?? own ?? 0;
  if (!isClasses(classes))
    throw new EngineError("invalid_value", "data.classes", "must be the first and the last digit: [6, 9]");
  if (per_class !== undefined && train !== undefined)
    throw new EngineError("invalid_value", "data.per_class", "is in place of train: leave one of them out");
  if (per_class === undefined && train === undefined)
    throw new EngineError(
      "missing_field",
      "data.per_class",
      "either per_class or train says how many rows to learn from",
    );
  if (typeof shuffle_pixels !== "boolean")
    throw new EngineError(
      "invalid_value",
      "data.shuffle_pixels",
      `expected true or false, got ${kind(shuffle_pixels)}`,
    );
  return {
    classes,
    per_class: per_class === undefined ? null : count(per_class, "data.per_class", MOST_PER_CLASS),
    train: train === undefined ? null : count(train, "data.train", 1796),
    shuffle_pixels,
    seed,
    whole: { ...rest, seed } as NamedData,
  };
}

const isDigit = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= lastDigit;

const isClasses = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isDigit) && value[0] < value[1];

function count(value: unknown, where: string, most: number): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most) return value as number;
  throw new EngineError(
    "invalid_value",
    where,
    `must be a whole number from 1 to ${most}, got ${JSON.stringify(value)}`,
  );
}

/** Throws EngineError where no row is left to validate. */
export function takeSubset(rows: DrawnRows, { classes: [first, last], ...wanted }: WantedSubset): ArrayData {
  const size = rows.shape.reduce((a, b) => a * b, 1);
  const stay = Array.from(rows.targets.keys()).filter((row) => {
    const digit = rows.targets[row]!;
    return digit >= first && digit <= last;
  });
  const { train, per_class } = wanted;
  if (train !== null && train >= stay.length)
    throw new EngineError("invalid_value", "data.train", `leaves none of the ${stay.length} rows to validate`);
  const seen = new Int32Array(last + 1);
  const learnt = stay.filter((row, place) => {
    const digit = rows.targets[row]!;
    seen[digit]! += 1;
    return train === null ? seen[digit]! <= per_class! : place < train;
  });
  const chosen = new Set(learnt);
  const pixels = wanted.shuffle_pixels ? permutation(size, wanted.seed) : null;
  const side = (list: readonly number[]) => {
    const inputs = new Float32Array(list.length * size);
    list.forEach((row, place) => {
      for (let i = 0; i < size; i += 1) inputs[place * size + i] = rows.inputs[row * size + (pixels ? pixels[i]! : i)]!;
    });
    return { inputs, targets: Int32Array.from(list, (row) => rows.targets[row]! - first) };
  };
  return { ...side(learnt), shape: rows.shape, validation: side(stay.filter((row) => !chosen.has(row))) };
}
