/** The bench's server: dist/ as a static host gives it (gzipped once, nothing cached), the bench's pages beside it. */
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".bin": "application/octet-stream",
};
const packed = new Set([".woff2"]);

/**
 * `mounts`: URL prefix → folder, tried in order; `pages`: path → HTML text. `sent` is told the path and the bytes of every
 * file, `reported` what follows /report? in a page's request.
 */
export async function serve(mounts, pages = {}, { sent = () => {}, reported = () => {} } = {}) {
  const bodies = new Map();
  const read = (pathname) => {
    if (pages[pathname]) return { body: gzipSync(pages[pathname], { level: 9 }), type: types[".html"] };
    const path = normalize(pathname);
    for (const [prefix, folder] of Object.entries(mounts)) {
      if (!path.startsWith(prefix)) continue;
      const file = join(folder, path.slice(prefix.length), path.endsWith("/") ? "index.html" : "");
      if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
      const type = types[extname(file)] ?? "application/octet-stream";
      const raw = readFileSync(file);
      return packed.has(extname(file)) ? { body: raw, type, raw: true } : { body: gzipSync(raw, { level: 9 }), type };
    }
    return null;
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, "http://x");
    const path = decodeURIComponent(pathname);
    if (path === "/report") {
      reported(search.slice(1));
      return response.writeHead(204).end();
    }
    if (!bodies.has(path)) bodies.set(path, read(path));
    const found = bodies.get(path);
    if (!found) return response.writeHead(404).end();
    response.setHeader("Content-Type", found.type);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Length", found.body.length);
    if (!found.raw) response.setHeader("Content-Encoding", "gzip");
    sent({ path, bytes: found.body.length });
    response.end(found.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
