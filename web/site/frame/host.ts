/**
 * livefig-frame.js, for a page with figures in frames: `<iframe data-livefig src="…/figures/04-dropout/">` gets the height
 * of what is in it. `data-theme` and `data-lang` on the frame are handed on, also when they change. It may be loaded
 * before or after the frames, and frames may come later.
 */
import { type FromFigure, type FromHost, HEIGHTS, read, VERSION } from "./messages.js";

const selector = "iframe[data-livefig]";
const ids = new WeakMap<HTMLIFrameElement, string>();
let last = 0;

/** A frame off screen draws nothing, so it does not notice that it has become narrower; asked, it does. */
const widths = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const frame = target as HTMLIFrameElement;
    if (known.get(frame) !== contentRect.width) greet(frame);
    known.set(frame, contentRect.width);
  }
});
const known = new WeakMap<HTMLIFrameElement, number>();

function greet(frame: HTMLIFrameElement): void {
  let id = ids.get(frame);
  if (!id) {
    ids.set(frame, (id = `${Date.now().toString(36)}-${++last}`));
    widths.observe(frame);
  }
  const { theme, lang } = frame.dataset;
  const hello: FromHost = { livefig: "frame", version: VERSION, type: "hello", id };
  if (theme) hello.theme = theme as NonNullable<FromHost["theme"]>;
  if (lang) hello.lang = lang;
  frame.contentWindow?.postMessage(hello, "*");
}

addEventListener("message", ({ source, data }) => {
  const message = source && read<FromFigure>(data);
  if (!message) return;
  const frames = document.querySelectorAll<HTMLIFrameElement>(selector);
  const frame = [...frames].find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  if (message.type === "hello") greet(frame);
  else if (message.type === "height" && message.id === ids.get(frame)) resize(frame, message.height);
});

function resize(frame: HTMLIFrameElement, height: unknown): void {
  if (typeof height !== "number" || !Number.isFinite(height)) return;
  const wanted = Math.min(Math.max(Math.ceil(height), HEIGHTS.least), HEIGHTS.most);
  // What is around the content of the frame itself: its border and padding, where its box includes them.
  const { boxSizing, borderTopWidth, borderBottomWidth, paddingTop, paddingBottom } = getComputedStyle(frame);
  const around = [borderTopWidth, borderBottomWidth, paddingTop, paddingBottom].map(Number.parseFloat);
  const more = boxSizing === "border-box" ? around.reduce((sum, width) => sum + (width || 0), 0) : 0;
  frame.style.setProperty("height", `${wanted + more}px`);
}

new MutationObserver((changes) => {
  const changed = new Set(changes.map(({ target }) => target));
  for (const target of changed) if ((target as Element).matches(selector)) greet(target as HTMLIFrameElement);
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-theme", "data-lang"] });

for (const frame of document.querySelectorAll<HTMLIFrameElement>(selector)) greet(frame);
