/** Before all else on a page with figures: what can go on while the page is parsed, and how long the page waits for it. */
import { startEarly } from "../engine/early.js";
import { takeChosenTheme } from "./chosen_theme.js";

/** A first picture of the text waits no longer than this for the figures' script; with it no second one is needed. */
const MOST_MS = 250;

takeChosenTheme();
startEarly(new URL(".", (document.currentScript as HTMLScriptElement).src));
setTimeout(() => {
  for (const script of document.querySelectorAll("script[blocking]")) script.removeAttribute("blocking");
}, MOST_MS);
