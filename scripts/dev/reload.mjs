// A server of dist/ whose pages load themselves again when they have changed, and say what is wrong with an edit.

import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { carriesItsPolicy, createStaticServer } from "../serve.mjs";

const scriptPath = "/livefig-dev.js";
const eventsPath = "/livefig-dev/events";

/** Runs in every page; the site's policy allows scripts and requests to its own host. */
const script = `const events = new EventSource(${JSON.stringify(eventsPath)} + new URL(document.currentScript.src).search);
let lost = false;
events.addEventListener("reload", () => location.reload());
events.addEventListener("open", () => lost && location.reload());
events.addEventListener("error", () => (lost = true));
events.addEventListener("mistake", ({ data }) => {
  const note = document.querySelector("pre[data-livefig-dev]") ?? document.createElement("pre");
  note.dataset.livefigDev = "";
  note.role = "alert";
  note.textContent = JSON.parse(data);
  const look = { position: "fixed", inset: "0 0 auto", "z-index": "1000", margin: "0", padding: "0.8rem 1rem",
    background: "#7a1f1f", color: "#fff", font: "14px/1.5 monospace", "white-space": "pre-wrap" };
  for (const [name, value] of Object.entries(look)) note.style.setProperty(name, value);
  document.body.prepend(note);
});
`;

/** What a browser that once kept the site offline gets now: a service worker would show old pages. */
const noServiceWorker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
});
`;

/** A server that is not yet listening, with `reload()` and `complain(mistake)` for all pages that are open. */
export function createReloadingServer(folder) {
  const listeners = new Set();
  /** What pages show that are made now: one that still loads while an edit comes has an older number. */
  let made = Date.now();
  let wrong = null;
  const write = (response, event, data = "") => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const tell = (event, data) => {
    for (const response of listeners) write(response, event, data);
  };
  const rewrite = (file) => {
    if (extname(file) !== ".html" || carriesItsPolicy(file)) return null;
    return readFileSync(file, "utf8").replace(
      "</head>",
      `<script src="${scriptPath}?made=${made}" defer></script>\n</head>`,
    );
  };
  const server = createStaticServer(folder, {
    rewrite,
    more: {
      [scriptPath]: (_request, response) => answerScript(response, script),
      "/service-worker.js": (_request, response) => answerScript(response, noServiceWorker),
      [eventsPath]: (request, response) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" }).flushHeaders();
        listeners.add(response);
        if (!request.url.endsWith(`?made=${made}`)) write(response, "reload");
        else if (wrong !== null) write(response, "mistake", wrong);
        request.once("close", () => listeners.delete(response));
      },
    },
  });
  const stop = () => {
    for (const response of listeners) response.end();
    server.close();
  };
  const reload = () => {
    made++;
    wrong = null;
    tell("reload");
  };
  const complain = (mistake) => {
    wrong = mistake;
    tell("mistake", mistake);
  };
  return { server, stop, reload, complain };
}

function answerScript(response, text) {
  response.writeHead(200, { "Content-Type": "text/javascript; charset=utf-8" }).end(text);
}
