/** Registers <live-figure>, once, and only where there are custom elements. */
import { LiveFigure } from "./element.js";

if (typeof customElements !== "undefined" && !customElements.get("live-figure")) {
  customElements.define("live-figure", LiveFigure);
}

export * from "./element.js";
