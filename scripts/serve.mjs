// Serves dist/ as a strict static host would: right types, strict policy, no isolation headers.
// By hand: `PORT=4173 node scripts/serve.mjs`.

import { readFile, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./setup/progress.mjs";
import { runCommand } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** The strictest policy that WebAssembly and a blob worker allow; every page must live under it. */
export const contentSecurityPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self' blob:";

/**
 * Pages that carry everything in themselves also carry their policy, which names their inline scripts by their hashes and
 * forbids every request: the site's would forbid the scripts.
 */
export const carriesItsPolicy = (path) => /\/figures\/[^/]+\/index\.html$|\/(?!index\.html$)[^/]+\.html$/.test(path);

/** The file that a URL path means inside `folder`, a redirect for a folder without its slash, or null. */
function resolvePath(folder, pathname) {
  const path = normalize(decodeURIComponent(pathname));
  if (path.includes("\0") || path.split("/").includes("..")) return null;
  const file = join(folder, path);
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile()) return { file };
  if (!status?.isDirectory()) return null;
  if (!path.endsWith("/")) return { redirect: `${pathname}/` };
  const index = join(file, "index.html");
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? { file: index } : null;
}

/**
 * A server of `folder`, not yet listening. `onFile(file)` is told of every file sent, so that a
 * test can add up what a page needs; `rewrite(file)` may answer a text in place of it, and `more` has
 * answers of its own for some paths (scripts/dev).
 */
export function createStaticServer(folder, { onFile, rewrite, more = {} } = {}) {
  return createServer((request, response) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    let found = null;
    try {
      found = resolvePath(folder, new URL(request.url, "http://localhost").pathname);
    } catch {
      // A path that cannot be decoded names no file.
    }
    if (!found?.file || !carriesItsPolicy(found.file))
      response.setHeader("Content-Security-Policy", contentSecurityPolicy);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405).end();
    } else if (Object.hasOwn(more, request.url.split("?")[0])) {
      more[request.url.split("?")[0]](request, response);
    } else if (found?.redirect) {
      response.writeHead(301, { Location: found.redirect }).end();
    } else if (!found) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
    } else {
      response.setHeader("Content-Type", types[extname(found.file)] ?? "application/octet-stream");
      const text = rewrite?.(found.file);
      if (typeof text === "string") return response.end(request.method === "HEAD" ? "" : text);
      response.setHeader("Content-Length", statSync(found.file).size);
      if (request.method === "HEAD") return response.end();
      onFile?.(found.file);
      // In one piece: a stream would come in a dozen, each a turn of the loop that other requests wait for.
      readFile(found.file, (error, bytes) => (error ? response.destroy() : response.end(bytes)));
    }
  });
}

/** Listens and resolves with the URL; port 0 takes any free one. */
export function listen(server, port, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new SetupError(`port ${port} is taken: try another one, as in  PORT=${port + 1} npm start`) : error,
      );
    });
    server.listen(port, host, () =>
      resolve(`http://${host === "127.0.0.1" ? "localhost" : host}:${server.address().port}/`),
    );
  });
}

const address = () => {
  const port = Number(process.env.PORT ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new SetupError(`PORT=${process.env.PORT} is no port`);
  return [port, process.env.HOST ?? "127.0.0.1"];
};

/** Says that the port is taken before minutes of building, not after. */
export async function checkPort() {
  const server = createStaticServer(".");
  await listen(server, ...address());
  await new Promise((resolve) => server.close(resolve));
}

/** Serves dist/ on PORT, or what `server` serves; resolves with the URL. */
export function serveDist(server = createStaticServer(join(projectFolder, "dist"))) {
  return listen(server, ...address());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => console.log(await serveDist()));
}
