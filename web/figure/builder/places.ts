/** Places in a program, as the engine names them in its errors: read, written to, and found again in a builder's list. */
import type { EngineErrorData, Program } from "../../engine/program.js";
import { isObject, join } from "../resolve.js";
import type { LayerPath } from "./layers.js";

export type Place = readonly (string | number)[];

/** "model[2].block[0].p" is ["model", 2, "block", 0, "p"]. */
export function placeOf(where: string): Place {
  return [...where.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The place of a layer by its path. */
export const layerPlace = (path: LayerPath): Place =>
  path.flatMap((index, depth): Place => (depth === 0 ? ["model", index] : ["block", index]));

export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

/** The program with another value at a place; undefined takes the field away, and an object that it leaves empty. */
export function withValue<T>(value: T, [key, ...rest]: Place, wanted: unknown): T {
  if (key === undefined) return wanted as T;
  if (Array.isArray(value)) return value.with(Number(key), withValue(value[Number(key)], rest, wanted)) as T;
  const object: Record<string | number, unknown> = isObject(value) ? value : {};
  const inner = withValue(object[key], rest, wanted);
  const { [key]: _, ...without } = object;
  const gone = inner === undefined || (isObject(inner) && rest.length > 0 && Object.keys(inner).length === 0);
  return (gone ? without : { ...object, [key]: inner }) as T;
}

/** What is left of "model[2].p" at the place of that layer: "p"; all of it where it leads elsewhere. */
export function whereWithin(where: string, place: Place): string {
  const whole = placeOf(where);
  if (!begins(whole, place)) return where;
  return whole.slice(place.length).reduce<string>((path, key) => join(path, key), "");
}

const begins = (place: Place, prefix: Place): boolean => prefix.every((key, index) => place[index] === key);

/** Problems at a place or below it. */
export function problemsAt(problems: readonly EngineErrorData[], place: Place): EngineErrorData[] {
  return problems.filter(({ where }) => begins(placeOf(where), place));
}

/**
 * The layer that a problem belongs to: the innermost that its place leads to. What is said of the model as a whole is
 * said of what comes out of it, so it stands at its last layer. Null for all else.
 */
export function layerOfProblem({ where }: EngineErrorData, { model = [] }: Program): LayerPath | null {
  const [first, ...rest] = placeOf(where);
  if (first !== "model" || model.length === 0) return null;
  const path: number[] = [];
  for (let at = 0; typeof rest[at] === "number"; at += 2) {
    path.push(rest[at] as number);
    if (rest[at + 1] !== "block") break;
  }
  return path.length > 0 ? path : [model.length - 1];
}
