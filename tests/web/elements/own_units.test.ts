/** A figure's lengths hang on nothing of the page: no rem is left in its sheets. */
import { css } from "lit";
import { expect, it } from "vitest";
import { LiveFigure } from "../../../web/elements/live_figure.js";
import { ownUnits } from "../../../web/elements/own_units.js";

it("a rem becomes a multiple of the figure's own, in a container query pixels", () => {
  const sheet = css`
    p {
      margin: 0 -0.5rem;
    }
    @container (min-width: 34rem) {
      p {
        gap: 1.2rem 2rem;
      }
    }
  `;
  const text = ownUnits(sheet).cssText.replace(/\s+/g, " ");
  expect(text).toContain("margin: 0 calc(-0.5 * var(--lf-rem, 16px));");
  expect(text).toContain("@container (min-width: 544px)");
  expect(text).toContain("gap: calc(1.2 * var(--lf-rem, 16px)) calc(2 * var(--lf-rem, 16px));");
});

it("no sheet of the element speaks of the root's font size", () => {
  const sheets = LiveFigure.styles as { cssText: string }[];
  expect(sheets.length).toBeGreaterThan(3);
  for (const { cssText } of sheets) expect(cssText).not.toMatch(/\drem\b/);
});
