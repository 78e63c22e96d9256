/**
 * The site offline: one whole build is kept, or none. A page gets all its files from one build; a newer one is fetched
 * beside it, checked file by file, and takes over when a page is opened and no other page still needs the old one.
 */

/** Paths below the site's folder with the first half of their SHA-256: written by build/offline_files.ts. */
declare const livefigFiles: Record<string, string>;

type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void };
interface Global {
  registration: ServiceWorkerRegistration;
  clients: { matchAll(): Promise<readonly unknown[]> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}
const here = globalThis as unknown as Global;

const { scope } = here.registration;
const ours = `livefig ${scope} `;
/** The build's name: the same files give the same one. */
const build =
  ours +
  Object.values(livefigFiles).reduce((sum, hash) => Math.imul(sum, 31) + Number.parseInt(hash.slice(0, 8), 16), 7);

const older = async () => (await caches.keys()).filter((name) => name.startsWith(ours) && name !== build);

async function isWhole(response: Response, hash: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  return [...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === hash;
}

/** From a build that is here already, else from the host; a file of another build ends it, and the old one stays. */
async function keep(cache: Cache, path: string, hash: string, before: readonly Cache[]): Promise<void> {
  const url = new URL(path, scope).href;
  for (const other of before) {
    const known = await other.match(url);
    if (known && (await isWhole(known, hash))) return cache.put(url, known);
  }
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok || !(await isWhole(response, hash))) throw new Error(`${path} is not of this build`);
  await cache.put(url, response);
}

here.addEventListener("install", (event) => {
  const install = async () => {
    const before = await Promise.all((await older()).map((name) => caches.open(name)));
    const cache = await caches.open(build);
    await Promise.all(Object.entries(livefigFiles).map(([path, hash]) => keep(cache, path, hash, before)));
  };
  event.waitUntil(install());
});

here.addEventListener("activate", (event) => {
  event.waitUntil(older().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

here.addEventListener("message", ({ data }) => {
  if (data === "take over") void here.skipWaiting();
});

here.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const path = (url.origin + url.pathname).replace(/(^|\/)index\.html$/, "$1");
  if (request.method !== "GET" || !path.startsWith(scope) || !(path.slice(scope.length) in livefigFiles)) return;
  event.respondWith(answer(request, path));
});

async function answer(request: Request, path: string): Promise<Response> {
  const { waiting } = here.registration;
  if (request.mode === "navigate" && waiting && (await here.clients.matchAll()).length < 2) {
    // Nobody reads the old build: the newer one takes over before this page begins.
    waiting.postMessage("take over");
    return new Response("", { headers: { Refresh: "0" } });
  }
  const kept = await (await caches.open(build)).match(path);
  return kept ?? fetch(request);
}
