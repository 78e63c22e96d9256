/** Controls that name a place in the program instead of a variable: the place gets a variable of that name. */
import { isObject, isVariableNode, join } from "./resolve.js";
import type { ControlSpec, FigureSpec, Value } from "./spec.js";
import { isValue } from "./spec_fields.js";

type Plain = Record<string, unknown>;
type Written = ControlSpec & { path?: string };

/** "model.2.p" and "model[2].p" as its keys. */
function keysOf(path: string): string[] {
  return path.replace(/\[(\d+)\]/g, ".$1").split(".");
}

/**
 * The spec with each control's `path` written out: `{ "path": "optimizer.lr" }` makes a variable "optimizer.lr" whose
 * default is what stood there. What then follows knows variables only. The spec given stays as it was.
 */
export function bindPaths(spec: FigureSpec): { spec: FigureSpec; mistakes: string[] } {
  if (!spec.controls.some((control) => "path" in control)) return { spec, mistakes: [] };
  const mistakes: string[] = [];
  const variables = { ...spec.variables };
  const program = structuredClone(spec.program);
  const controls = spec.controls.map((control, index): ControlSpec => {
    const { path, ...rest } = control as Written;
    if (path === undefined) return control;
    const problem = bind(path, program, variables, spec.variables);
    if (problem) mistakes.push(`${join("controls", index)}.path: ${problem}`);
    return { ...rest, variable: path };
  });
  return { spec: { ...spec, variables, program, controls }, mistakes };
}

/** Puts the variable in place; answers what stands against it. */
function bind(path: string, program: Plain, variables: Record<string, Value>, named: FigureSpec["variables"]): string {
  if (Object.hasOwn(named, path)) return `there is a variable "${path}" already: name it as "variable"`;
  const keys = keysOf(path);
  let place: unknown = program;
  let walked = "program";
  for (const [index, key] of keys.entries()) {
    const here = place as Plain;
    const step = Array.isArray(place) ? Number(key) : key;
    if (!isObject(place) && !Array.isArray(place)) return `${walked} is ${JSON.stringify(place)} and has no "${key}"`;
    if (!Object.hasOwn(here, String(step)))
      return `${walked} has no "${key}"; write its default there: the control begins with it`;
    walked = join(walked, step);
    if (index < keys.length - 1) place = here[key];
    else {
      const found = here[key];
      if (isVariableNode(found))
        return found.var === path ? "" : `${walked} is the variable "${found.var}": name it as "variable"`;
      if (!isValue(found)) return `${walked} must be a number, a string, true, false or a list of numbers`;
      variables[path] = found as Value;
      here[key] = { var: path };
    }
  }
  return "";
}
