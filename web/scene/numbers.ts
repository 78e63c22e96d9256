/** Numbers as a reader meets them: three digits that matter, a true minus sign, "NaN" said aloud. */

const minus = "\u2212";

function signed(text: string): string {
  return text.startsWith("-") ? minus + text.slice(1) : text;
}

/** Three significant digits between 0.001 and 10,000, else one digit and a power: 0.231, 12.3, 4e-5. */
export function compact(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.001 || size >= 99_995) {
    const [mantissa, exponent] = value.toExponential(1).split("e") as [string, string];
    return signed(`${mantissa.replace(/\.0$/, "")}e${exponent.replace("+", "").replace("-", minus)}`);
  }
  const decimals = Math.min(Math.max(digits - 1 - Math.floor(Math.log10(size)), 0), 5);
  return signed(value.toFixed(decimals));
}

/** A loss: two decimals from 0.1 up, so that the eye is not asked to read noise. */
export function loss(value: number): string {
  return Math.abs(value) >= 0.1 && Math.abs(value) < 100 ? signed(value.toFixed(2)) : compact(value, 2);
}

/** A share of one as a percentage: 93%, and 99.4% where whole numbers would round to 100. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return "NaN";
  const hundredfold = share * 100;
  const close = hundredfold > 99 && hundredfold < 100;
  return `${close ? Math.min(hundredfold, 99.9).toFixed(1) : hundredfold.toFixed(0)}%`;
}

/** A count, separated from five digits up: 1437, but 12,000. */
export function count(value: number): string {
  const digits = Math.round(value).toString();
  return digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
