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

/** The value is one of the places of a control: a link may carry others between its ends, a program any. */
export function holds(control: ControlSpec, value: Value): boolean {
  if (!gives(control, value, value)) return false;
  if (control.type !== "range") return true;
  const steps = (Number(value) - control.min) / control.step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function gives(control: ControlSpec, value: Value, fixed: Value): boolean {
  if (control.lock) return same(value, fixed);
  if (control.type === "choice") return control.options.some((option) => same(option.value, value));
  if (control.type === "toggle") return same(value, control.on ?? true) || same(value, control.off ?? false);
  if (typeof value !== "number") return false;
  if (control.type === "log" && control.whole && !Number.isInteger(value)) return false;
  const zero = control.type === "log" && control.zero === true && value === 0;
  return zero || (value >= control.min && value <= control.max);
}
