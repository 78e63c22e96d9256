/** A slider over powers of ten: twenty places a decade, and 0 at the very left or whole numbers only if the spec wants it. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ControlSpec } from "../figure/spec.js";
import { type Control, framed, hintId, shortNumber } from "./control.js";

type LogSpec = Extract<ControlSpec, { type: "log" }>;
type Scale = Pick<LogSpec, "min" | "max" | "zero" | "whole">;

const PER_DECADE = 20;

/** From left to right, two significant digits each: 0.003, not 0.00316. */
function valuesOf({ min, max, zero, whole }: Scale): number[] {
  const places = Math.round(Math.log10(max / min) * PER_DECADE);
  const values = Array.from({ length: places + 1 }, (_, place) => {
    const value = Number((min * 10 ** (place / PER_DECADE)).toPrecision(2));
    return Math.min(Math.max(whole ? Math.round(value) : value, min), max);
  });
  // Few whole numbers lie in the first decade: each has one place.
  return [...(zero ? [0] : []), ...new Set(values)];
}

/** Places from 0 to this; place 0 is the value 0 when there is one. */
export function logPlaces(scale: Scale): number {
  return valuesOf(scale).length - 1;
}

export function logValue(scale: Scale, place: number): number {
  const values = valuesOf(scale);
  return values[Math.min(Math.max(place, 0), values.length - 1)]!;
}

/** The nearest place on the slider. */
export function logPlace(scale: Scale, value: number): number {
  if (value <= 0) return 0;
  const distances = valuesOf(scale).map((own) => Math.abs(Math.log(own / value)));
  return distances.indexOf(Math.min(...distances));
}

export function logControl(control: Control<LogSpec>): TemplateResult {
  const { id, spec, value, set } = control;
  const shown = shortNumber(Number(value));
  const input = (event: Event) => set(logValue(spec, Number((event.target as HTMLInputElement).value)));
  return framed(
    control,
    shown,
    html`<input type="range" id=${id} min="0" max=${logPlaces(spec)} step="1" .value=${live(String(logPlace(spec, Number(value))))}
      ?disabled=${spec.lock === true} aria-valuetext=${shown} aria-describedby=${hintId(control)} @input=${input} />`,
  );
}
