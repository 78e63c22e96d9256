/** Which values a figure's controls can give a variable; what comes from a link may be no other. */
import type { ControlSpec, FigureSpec, Value } from "./spec.js";

/** A word that no control bounds; longer ones are nobody's choice. */
const LONGEST_WORD = 200;

const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The value has the type of the variable's default; a variable without a control is set by clicks and by programs. */
export function allowed(spec: FigureSpec, variable: string, value: Value): boolean {
  const controls = spec.controls.filter((control) => control.variable === variable);
  if (controls.length === 0) return typeof value !== "string" || value.length <= LONGEST_WORD;
  return controls.some((control) => gives(control, value, spec.variables[variable]!));
}

function gives(control: ControlSpec, value: Value, fixed: Value): boolean {
  if (control.lock) return same(value, fixed);
  if (control.type === "choice") return control.options.some((option) => same(option.value, value));
  if (control.type === "toggle") return same(value, control.on ?? true) || same(value, control.off ?? false);
  if (typeof value !== "number") return false;
  const zero = control.type === "log" && control.zero === true && value === 0;
  return zero || (value >= control.min && value <= control.max);
}
