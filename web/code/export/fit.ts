/** Whether arrays from a file fit a model, told as PyTorch tells it: what is missing, what is too much, what has another shape. */
import type { StateDict } from "../../engine/run.js";

export type Misfit =
  | { kind: "shape"; name: string; shape: string; expected: string }
  | { kind: "missing"; name: string }
  | { kind: "unexpected"; name: string };

const told = (shape: readonly number[]): string => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** Empty when they fit. Whether the numbers are finite the engine says. */
export function misfits(given: StateDict, expected: StateDict): Misfit[] {
  const found: Misfit[] = [];
  for (const [name, { shape }] of Object.entries(expected)) {
    if (!Object.hasOwn(given, name)) found.push({ kind: "missing", name });
    else if (told(given[name].shape) !== told(shape))
      found.push({ kind: "shape", name, shape: told(given[name].shape), expected: told(shape) });
  }
  for (const name of Object.keys(given)) if (!Object.hasOwn(expected, name)) found.push({ kind: "unexpected", name });
  return found;
}

/** As trained under DistributedDataParallel or wrapped in a module: every name has the same first part too much. */
export function withoutPrefix(given: StateDict, expected: StateDict): StateDict {
  const names = Object.keys(given);
  const prefix = /^(module|model)\./.exec(names[0] ?? "")?.[0];
  if (
    !prefix ||
    !names.every((name) => name.startsWith(prefix)) ||
    Object.keys(expected).some((name) => name.startsWith(prefix))
  )
    return given;
  return Object.fromEntries(names.map((name) => [name.slice(prefix.length), given[name]]));
}
