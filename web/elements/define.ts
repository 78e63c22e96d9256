/** Registers <live-figure>, once, and only where there are custom elements. */
import { LiveFigure } from "./live_figure.js";

if (typeof customElements !== "undefined" && !customElements.get("live-figure")) {
  customElements.define("live-figure", LiveFigure);
}

export type { FigureSnapshot, RunReport } from "../figure/snapshot.js";
export type { FigureSpec } from "../figure/spec.js";
export { LiveFigure } from "./live_figure.js";
