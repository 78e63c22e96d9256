/** A figure's sheets speak of rem, but the root's font size is the host page's affair: 10px on one site, 20px on the next. */
import { type CSSResult, unsafeCSS } from "lit";

/** A page may say what a figure's rem is, as `live-figure { --lf-rem: 1rem }` where its own root follows the reader. */
const REM = "var(--lf-rem, 16px)";

/** Every rem as a multiple of the figure's own; in container queries, which know no custom properties, in pixels. */
export function ownUnits(sheet: CSSResult): CSSResult {
  const lines = sheet.cssText
    .split("\n")
    .map((line) =>
      line.trimStart().startsWith("@")
        ? line.replace(/([\d.]+)rem\b/g, (_, count) => `${Number(count) * 16}px`)
        : line.replace(/(-?[\d.]+)rem\b/g, `calc($1 * ${REM})`),
    );
  return unsafeCSS(lines.join("\n"));
}
