/** A slider over powers of ten: twenty places a decade, and 0 at the very left if the spec wants it. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ControlSpec } from "../figure/spec.js";
import { type Control, framed, hintId, shortNumber } from "./control.js";

type LogSpec = Extract<ControlSpec, { type: "log" }>;
type Scale = Pick<LogSpec, "min" | "max" | "zero">;

const PER_DECADE = 20;

/** Places from 0 to this; place 0 is the value 0 when there is one. */
export function logPlaces({ min, max, zero }: Scale): number {
  return Math.round(Math.log10(max / min) * PER_DECADE) + (zero ? 1 : 0);
}

/** Two significant digits: 0.003, not 0.00316. */
export function logValue(scale: Scale, place: number): number {
  if (scale.zero && place <= 0) return 0;
  const decades = (place - (scale.zero ? 1 : 0)) / PER_DECADE;
  const value = Number((scale.min * 10 ** decades).toPrecision(2));
  return Math.min(Math.max(value, scale.min), scale.max);
}

export function logPlace(scale: Scale, value: number): number {
  if (value <= 0) return 0;
  const place = Math.round(Math.log10(value / scale.min) * PER_DECADE) + (scale.zero ? 1 : 0);
  return Math.min(Math.max(place, scale.zero ? 1 : 0), logPlaces(scale));
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
