/** A program that someone edited, put back into the template it came from: variables first, then literal values. */
import {
  activeCase,
  isObject,
  isRepeatNode,
  isSwitchNode,
  isVariableNode,
  resolveItem,
  resolveTemplate,
} from "./resolve.js";
import type { Value, Variables } from "./spec.js";

type Plain = Record<string, unknown>;

/** Equal as JSON; a field that is undefined counts as absent. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (isNumbers(a) && isNumbers(b) && !(Array.isArray(a) && Array.isArray(b))) return equalNumbers(a, b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equalJson(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  for (const key of Object.keys(a)) if (!equalJson(a[key], b[key])) return false;
  return Object.keys(b).every((key) => Object.hasOwn(a, key) || b[key] === undefined);
}

const isNumbers = (value: unknown): value is ArrayLike<unknown> => Array.isArray(value) || ArrayBuffer.isView(value);

/** A row of numbers may be typed on one side and plain on the other. */
function equalNumbers(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  return a.length === b.length && Array.prototype.every.call(a, (each, index) => each === b[index]);
}

/**
 * `before` is what the template resolves to now, `after` what it shall resolve to. If other values of the variables give
 * exactly that, they are the answer: a figure that compares p with no p still does after `p` was edited. Otherwise the
 * edited places become literal and all others stay templates.
 */
export function editProgram(
  template: Plain,
  variables: Variables,
  before: unknown,
  after: unknown,
): { template: Plain; variables: Variables } {
  const wanted: Record<string, Value> = { ...variables };
  readBack(template, variables, after, wanted);
  if (equalJson(withoutSeed(resolveTemplate(template, wanted)), withoutSeed(after)))
    return { template, variables: wanted };
  return { template: overlay(template, variables, before, after) as Plain, variables };
}

const withoutSeed = (program: unknown): unknown => (isObject(program) ? { ...program, seed: undefined } : program);

/** Collects what each `{ "var": … }` would have to be. */
export function readBack(template: unknown, variables: Variables, after: unknown, wanted: Record<string, Value>): void {
  if (isVariableNode(template)) {
    const plain = template.times === undefined ? after : typeof after === "number" ? after / template.times : undefined;
    if (plain !== undefined && !equalJson(plain, variables[template.var])) wanted[template.var] = plain as Value;
  } else if (isSwitchNode(template)) {
    readBack(template.cases[activeCase(template, variables, "program")], variables, after, wanted);
  } else if (Array.isArray(template) && Array.isArray(after)) {
    const there = inPlace(resolveTemplate(template, variables) as unknown[], after);
    forEachSpan(template, variables, (item, from, to) => {
      if (isRepeatNode(item)) {
        const once = (resolveTemplate(item.of, variables) as unknown[]).length;
        for (let at = from; at < to; at += once) readBack(item.of, variables, there.slice(at, at + once), wanted);
      } else readBack(item, variables, isSpliced(item, variables) ? there.slice(from, to) : there[from], wanted);
    });
  } else if (isObject(template) && isObject(after)) {
    for (const [key, value] of Object.entries(template)) readBack(value, variables, after[key], wanted);
  }
}

/** Each entry of a list with the places that it takes in the resolved list, `from` up to before `to`. */
function forEachSpan(
  list: unknown[],
  variables: Variables,
  visit: (item: unknown, from: number, to: number) => void,
): void {
  let from = 0;
  for (const item of list) {
    const to = from + resolveItem(item, variables, "program").length;
    visit(item, from, to);
    from = to;
  }
}

/** A switch whose case is a list stands for the list's items. */
function isSpliced(item: unknown, variables: Variables): boolean {
  return isSwitchNode(item) && Array.isArray(resolveTemplate(item, variables, "program"));
}

/** `after` as it lies beside `before`: nothing where a layer has gone, without those that have come. */
function inPlace(before: unknown[], after: unknown[]): unknown[] {
  if (before.length === after.length || !isLayers(before) || !isLayers(after)) return after;
  return align(before, after).map((place) => after[place]);
}

/** Where the two differ the template becomes literal, and nowhere else; `before` is what it resolves to now. */
export function overlay(template: unknown, variables: Variables, before: unknown, after: unknown): unknown {
  if (equalJson(before, after)) return template;
  if (isSwitchNode(template)) {
    const taken = activeCase(template, variables, "program");
    return {
      ...template,
      cases: { ...template.cases, [taken]: overlay(template.cases[taken], variables, before, after) },
    };
  }
  if (Array.isArray(template) && Array.isArray(before) && Array.isArray(after)) {
    if (isLayers(before) && isLayers(after)) return overlayLayers(template, variables, before, after);
    if (template.length === before.length && before.length === after.length)
      return template.map((item, index) => overlay(item, variables, before[index], after[index]));
  }
  if (
    isObject(template) &&
    !isVariableNode(template) &&
    !isRepeatNode(template) &&
    isObject(before) &&
    isObject(after)
  ) {
    const keys = Object.keys(after).filter((key) => after[key] !== undefined);
    const edited = keys.map((key) => [key, overlay(template[key], variables, before[key], after[key])] as const);
    // A default that was left out still is.
    return Object.fromEntries(edited.filter(([, value]) => value !== undefined));
  }
  return after;
}

const isLayers = (list: unknown[]): boolean => list.every((item) => isObject(item) && "type" in item);

/** Layers that are still there keep their templates, wherever others came in between or went. */
function overlayLayers(template: unknown[], variables: Variables, before: unknown[], after: unknown[]): unknown[] {
  const places = align(before, after);
  const edited: unknown[] = [];
  let next = 0;
  const upTo = (end: number) => {
    if (end > next) edited.push(...after.slice(next, end));
    next = Math.max(next, end);
  };
  forEachSpan(template, variables, (item, from, to) => {
    const found = places.slice(from, to).filter((place) => place >= 0);
    const [first, last] = [found[0] ?? next, (found.at(-1) ?? next - 1) + 1];
    const [was, is] = [before.slice(from, to), after.slice(first, last)];
    if (isRepeatNode(item) && !equalJson(was, is)) {
      // What came at the end of each repetition came behind the last one too.
      const end = places.slice(to).find((place) => place >= 0) ?? after.length;
      const repeat = overlayRepeat(item, variables, was, after.slice(next, end));
      if (repeat !== null) {
        edited.push(repeat);
        next = end;
        return;
      }
    }
    upTo(first);
    if (equalJson(was, is)) edited.push(item);
    else if (isSpliced(item, variables)) edited.push(overlay(item, variables, was, is));
    else if (isRepeatNode(item) || found.length === 0) edited.push(...is);
    else edited.push(overlay(item, variables, was[0], is[0]));
    next = last;
  });
  upTo(after.length);
  return edited;
}

/** Still a repeat where all that it repeats has changed alike; else null. */
function overlayRepeat(
  item: { repeat: unknown; of: unknown[] },
  variables: Variables,
  was: unknown[],
  is: unknown[],
): unknown {
  const once = resolveTemplate(item.of, variables, "program") as unknown[];
  const times = once.length === 0 ? 0 : was.length / once.length;
  const size = is.length / times;
  if (times < 1 || size < 1 || !Number.isInteger(size)) return null;
  // Once alone does not tell what stands behind it from what is to be repeated.
  if (times === 1 && size !== once.length) return null;
  const first = is.slice(0, size);
  if (!is.every((layer, index) => equalJson(layer, first[index % size]))) return null;
  return { ...item, of: overlayLayers(item.of, variables, was.slice(0, once.length), first) };
}

/** For each of `before` its place in `after`, -1 where it has gone: the fewest layers come, go or change. */
function align(before: unknown[], after: unknown[]): number[] {
  const type = (layer: unknown) => (layer as Plain).type;
  const costs: number[][] = [];
  // A thousand layers are of few kinds: each two of these are held against each other once.
  const [befores, afters] = [kindsOf(before), kindsOf(after)];
  const changes = befores.some.map((b) =>
    afters.some.map((a) => (equalJson(b, a) ? 0 : type(b) === type(a) ? 0.5 : 3)),
  );
  const cost = (b: number, a: number): number =>
    b === before.length ? after.length - a : a === after.length ? before.length - b : costs[b]![a]!;
  /** Of taking the one for the other; layers of two types never are the same one. */
  const change = (b: number, a: number): number => changes[befores.kind[b]!]![afters.kind[a]!]!;
  for (let b = before.length - 1; b >= 0; b--) {
    costs[b] = [];
    for (let a = after.length - 1; a >= 0; a--)
      costs[b]![a] = Math.min(change(b, a) + cost(b + 1, a + 1), 1 + cost(b + 1, a), 1 + cost(b, a + 1));
  }
  const places: number[] = [];
  for (let b = 0, a = 0; b < before.length; ) {
    if (a < after.length && cost(b, a) === change(b, a) + cost(b + 1, a + 1)) places[b++] = a++;
    else if (a < after.length && cost(b, a) === 1 + cost(b, a + 1)) a++;
    else places[b++] = -1;
  }
  return places;
}

/** Each layer's kind, and one layer of each. */
function kindsOf(layers: unknown[]): { kind: number[]; some: unknown[] } {
  const known = new Map<string, number>();
  const some: unknown[] = [];
  const kind = layers.map((layer) => {
    const text = JSON.stringify(layer);
    if (!known.has(text)) known.set(text, some.push(layer) - 1);
    return known.get(text)!;
  });
  return { kind, some };
}
