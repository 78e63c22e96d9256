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
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equalJson(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => equalJson(a[key], b[key]));
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
function readBack(template: unknown, variables: Variables, after: unknown, wanted: Record<string, Value>): void {
  if (isVariableNode(template)) {
    const plain = template.times === undefined ? after : typeof after === "number" ? after / template.times : undefined;
    if (plain !== undefined && !equalJson(plain, variables[template.var])) wanted[template.var] = plain as Value;
  } else if (isSwitchNode(template)) {
    readBack(template.cases[activeCase(template, variables, "program")], variables, after, wanted);
  } else if (Array.isArray(template) && Array.isArray(after)) {
    forEachSpan(template, variables, (item, from, to) => {
      if (isRepeatNode(item)) {
        const once = (resolveTemplate(item.of, variables) as unknown[]).length;
        for (let at = from; at < to; at += once) readBack(item.of, variables, after.slice(at, at + once), wanted);
      } else readBack(item, variables, isSpliced(item, variables) ? after.slice(from, to) : after[from], wanted);
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

function overlay(template: unknown, variables: Variables, before: unknown, after: unknown): unknown {
  if (equalJson(before, after)) return template;
  if (isSwitchNode(template)) {
    const taken = activeCase(template, variables, "program");
    return {
      ...template,
      cases: { ...template.cases, [taken]: overlay(template.cases[taken], variables, before, after) },
    };
  }
  if (Array.isArray(template) && Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const edited: unknown[] = [];
    forEachSpan(template, variables, (item, from, to) => {
      const [was, is] = [before.slice(from, to), after.slice(from, to)];
      if (equalJson(was, is)) edited.push(item);
      else if (isRepeatNode(item)) edited.push(...is);
      else if (isSpliced(item, variables)) edited.push(overlay(item, variables, was, is));
      else edited.push(overlay(item, variables, was[0], is[0]));
    });
    return edited;
  }
  if (
    isObject(template) &&
    !isVariableNode(template) &&
    !isRepeatNode(template) &&
    isObject(before) &&
    isObject(after)
  ) {
    const keys = Object.keys(after).filter((key) => after[key] !== undefined);
    return Object.fromEntries(keys.map((key) => [key, overlay(template[key], variables, before[key], after[key])]));
  }
  return after;
}
