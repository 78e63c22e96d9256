/** A figure's page inside another page: tells its height, and takes theme and language from the page around it. */
import { type FromFigure, type FromHost, read, VERSION } from "./messages.js";
import { apply, valid } from "./settings.js";

/** Nothing where the page stands alone. */
export function speakWithHost(): void {
  const host = window.parent;
  if (host === window) return;
  let id: string | undefined;
  let told = 0;

  const post = (message: FromFigure) => host.postMessage(message, "*");
  const tell = () => {
    // The body's own height: that of the document is never less than the frame's, so it would only ever grow.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (id === undefined || height === told) return;
    told = height;
    post({ livefig: "frame", version: VERSION, type: "height", id, height });
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== host) return;
    const message = read<FromHost>(data);
    if (message?.type !== "hello" || typeof message.id !== "string") return;
    apply(valid({ theme: message.theme, lang: message.lang }));
    id = message.id;
    told = 0;
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
  post({ livefig: "frame", version: VERSION, type: "hello" });
}
