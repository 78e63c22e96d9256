/** How Python writes a number in an f-string. */
import { ReadError, type Span } from "./problem.js";

/** Python's format of a number: alignment, sign, zeros, width, thousands, digits, type. */
export const FORMAT = /^([<>^])?(\+)?(0)?(\d{1,2})?(,)?(?:\.(\d{1,2}))?([dfeg%])?$/;

/** `plain`: what stands where the format asks for no digits. */
export function formattedNumber(value: number, spec: string, plain: string, at: Span): string {
  const parts = FORMAT.exec(spec);
  if (!parts) throw new ReadError(at, `the format \`${spec}\` is not available in this lesson`);
  const [, align = ">", plus, zero, width = "0", comma, places, type] = parts;
  let text = digits(value, plain, places === undefined ? undefined : Number(places), type);
  if (comma) text = text.replace(/\d(?=(\d{3})+(?!\d))/g, "$&,");
  if (plus && !text.startsWith("-")) text = `+${text}`;
  if (zero) return text.replace(/^[+-]?/, (sign) => sign + "0".repeat(Math.max(0, Number(width) - text.length)));
  const missing = Math.max(0, Number(width) - text.length);
  const left = align === "<" ? 0 : align === ">" ? missing : missing >> 1;
  return " ".repeat(left) + text + " ".repeat(missing - left);
}

function digits(value: number, plain: string, places: number | undefined, type: string | undefined): string {
  if (type === "%") return `${(value * 100).toFixed(places ?? 6)}%`;
  if (type === "e") return value.toExponential(places ?? 6).replace(/e([+-])(\d)$/, "e$10$2");
  if (type === "g") return String(Number(value.toPrecision(Math.max(1, places ?? 6))));
  if (type === "f") return value.toFixed(places ?? 6);
  return places === undefined ? plain : value.toFixed(places);
}
