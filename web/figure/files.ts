/** The files that a spec's programs name by `src`: which they are, before anything of the spec is checked. */
import { isObject } from "./resolve.js";

/** Every `src` below the spec's programs, once; paths relative to the spec. */
export function filesNamedIn(json: unknown): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    if (!isObject(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (key === "src" && typeof item === "string") found.add(item);
      else look(item);
    }
  };
  if (isObject(json)) for (const part of [json.program, json.runs]) look(part);
  return [...found];
}
