/** Nice ticks: round numbers, few enough to read, and domains that end on them. */
import { compact } from "./numbers.js";

export interface Tick {
  value: number;
  text: string;
}

/** A step of 1, 2 or 5 times a power of ten that cuts the span into about `target` pieces. */
function niceStep(span: number, target: number): number {
  const rough = span / Math.max(target, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
}

function text(value: number, step: number): string {
  if (Math.abs(value) >= 10_000 && Math.abs(value) < 1e9 && step % 1000 === 0)
    return `${value / 1000}k`.replace("-", "−");
  if (Math.abs(value) >= 100_000 || (value !== 0 && step < 1e-4)) return compact(value);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace("-", "−");
}

/** Multiples of a nice step within the domain, at most about `target` + 1 of them. */
export function linearTicks(low: number, high: number, target: number): Tick[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const step = niceStep(high - low, target);
  const ticks: Tick[] = [];
  const tolerance = step * 1e-6;
  for (let k = Math.ceil((low - tolerance) / step); k * step <= high + tolerance; k++) {
    const value = k * step;
    ticks.push({ value, text: text(value, step) });
  }
  return ticks;
}

/** The smallest domain that ends on ticks and holds both numbers. */
export function niceDomain(low: number, high: number, target: number): [number, number] {
  if (!(high > low) || !Number.isFinite(high - low)) {
    const centre = Number.isFinite(low) ? low : 0;
    const half = Math.abs(centre) / 2 || 0.5;
    return [centre - half, centre + half];
  }
  const step = niceStep(high - low, target);
  return [Math.floor(low / step + 1e-6) * step, Math.ceil(high / step - 1e-6) * step];
}

const logMantissas = [[1], [1, 3], [1, 2, 5]] as const;

/** Powers of ten, thinned when there are many and with 3, or 2 and 5, between when there are few. */
export function logTicks(low: number, high: number, target: number): Tick[] {
  if (!(low > 0) || !(high > low) || !Number.isFinite(high)) return [];
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const decades = Math.log10(high / low);
  const stride = Math.max(1, Math.ceil(decades / Math.max(target, 1)));
  const mantissas = logMantissas[decades * 3 <= target ? 2 : decades * 2 <= target ? 1 : 0];
  const ticks: Tick[] = [];
  for (let power = Math.ceil(first / stride) * stride; power <= last; power += stride) {
    for (const mantissa of stride === 1 ? mantissas : [1]) {
      const value = mantissa * 10 ** power;
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
        ticks.push({ value, text: logText(mantissa, power) });
    }
  }
  // A domain inside one decade holds few or no mantissas: fall back to round numbers.
  return ticks.length >= 2 ? ticks : linearTicks(low, high, target).filter((tick) => tick.value > 0);
}

function logText(mantissa: number, power: number): string {
  if (power >= -3 && power <= 3) return (mantissa * 10 ** power).toFixed(Math.max(0, -power));
  return `${mantissa}e${power}`.replace("-", "−");
}

/** Powers of ten around the numbers: the log axis' nice domain. */
export function niceLogDomain(low: number, high: number): [number, number] {
  const bottom = 10 ** Math.floor(Math.log10(low) + 1e-9);
  const top = 10 ** Math.ceil(Math.log10(high) - 1e-9);
  return top > bottom ? [bottom, top] : [bottom, bottom * 10];
}
