/** The items of everything a script can hold: gone through, unpacked into names, taken by an index or a slice, and set. */
import { row, shown } from "./builtins.js";
import type { Machine } from "./machine.js";
import { at as layerAt } from "./modules.js";
import { didYouMean, ReadError, type Span } from "./problem.js";
import { assignRow } from "./tensor_members.js";
import { elements, indexed, type Part } from "./tensors.js";
import { batchesOf } from "./torch_objects.js";
import { tensor } from "./torch_values.js";
import { described, is, list, num, type Value } from "./values.js";

export function iterate(value: Value, at: Span, machine: Machine): Value[] {
  if (is(value, "list")) {
    machine.spend(value.items.length / 4, at);
    return [...value.items];
  }
  if (is(value, "range")) {
    machine.spend(value.count, at);
    return Array.from({ length: value.count }, (_, i) => num(value.from + i * value.step, false));
  }
  if (is(value, "sequence")) return [...value.items];
  if (is(value, "loader")) {
    const batches = batchesOf(value);
    machine.spend(batches.length, at);
    return batches;
  }
  if (is(value, "dict")) return [...value.entries.keys()].map((key) => (typeof key === "number" ? num(key) : key));
  if (is(value, "tensor")) return elements(value) ?? [row(value)];
  throw new ReadError(at, `${described(value)} has no items to go through`);
}

/** The items for a loop, which may be left early: those of a range are made as they come. */
export function turnsOf(source: Value, at: Span, machine: Machine): { count: number; item(i: number): Value } {
  if (is(source, "range")) {
    const { from, step, count } = source;
    return { count, item: (i) => num(from + i * step, false) };
  }
  const items = iterate(source, at, machine);
  return { count: items.length, item: (i) => items[i] };
}

/** A tensor whose length nobody knows yields as many parts as there are names. */
export function unpacked(value: Value, count: number, at: Span, machine: Machine): Value[] {
  if (!is(value, "tensor")) return iterate(value, at, machine);
  const known = elements(value);
  return known ?? Array.from({ length: count }, (_, i) => tensor("index", value.node, num(i)));
}

export function itemAt(of: Value, parts: readonly Part[], at: Span): Value {
  if (is(of, "tensor")) return indexed(of, parts, at);
  if (is(of, "opaque") || is(of, "flow")) return { t: "opaque" };
  const [{ value, slice }] = parts;
  const [from, to] = (slice ?? []).map((bound) => (is(bound, "num") ? bound.v : undefined));
  if (is(of, "sequence")) {
    if (slice) return { ...of, items: of.items.slice(from, to) };
    if (is(value, "num")) return layerAt(of, value.v, at);
  }
  if (is(of, "list") || typeof of === "string") {
    const items = typeof of === "string" ? [...of] : of.items;
    if (slice) return typeof of === "string" ? of.slice(from, to) : list(of.items.slice(from, to), of.tuple);
    const found = is(value, "num") ? items.at(value.v) : undefined;
    if (found !== undefined) return found;
    throw new ReadError(at, `there are ${items.length} items, and no [${shown(value)}]`);
  }
  if (is(of, "dict")) {
    const found = of.entries.get(is(value, "num") ? value.v : String(value));
    if (found !== undefined) return found;
    throw new ReadError(
      at,
      `there is no ${shown(value)} in it${didYouMean(shown(value), [...of.entries.keys()].map(String))}`,
    );
  }
  throw new ReadError(at, `${described(of)} has no items`);
}

export function setItem(of: Value, parts: readonly Part[], value: Value, at: Span): void {
  if (is(of, "tensor")) {
    assignRow(of, parts, value, at);
    return;
  }
  const [{ value: key }] = parts;
  if (is(of, "dict") && (typeof key === "string" || is(key, "num")))
    of.entries.set(typeof key === "string" ? key : key.v, value);
  else if ((is(of, "list") || is(of, "sequence")) && is(key, "num")) {
    const place = key.v < 0 ? key.v + of.items.length : key.v;
    if (!Number.isInteger(place) || place < 0 || place >= of.items.length || (is(of, "list") && of.tuple))
      throw new ReadError(at, "there is no such item to set");
    of.items[place] = value;
  } else throw new ReadError(at, `items of ${described(of)} cannot be set here`);
}
