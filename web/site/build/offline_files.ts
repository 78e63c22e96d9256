/** Writes the service worker with the list of what it keeps: every file that the site's own pages may ask for. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { wholeScript } from "./whole_scripts.js";

/** For other sites, for authors, or whole pages that need no keeping: nothing that a page of the site asks for. */
const elsewhere =
  /^_headers$|\.d\.ts$|^(custom-elements|.*\.schema)\.json$|^(livefig|element|define|react|engine)([-.].*)?\.js$|^livefig-fonts\.css$|^fonts\/|\/figures\/[^/]+\/|\/(?!index\.html$)[^/]+\.html$/;
/** Those of them that the site's pages do ask for. */
const needed = /^livefig-worker\.js$/;

export function offlineFiles(entry: string): Plugin {
  return {
    name: "livefig:offline-files",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const files: Record<string, string> = {};
        for (const name of Object.keys(bundle).sort()) {
          if (elsewhere.test(name) && !needed.test(name)) continue;
          const file = bundle[name];
          const bytes = file.type === "chunk" ? file.code : file.source;
          // A folder by its own address: hosts redirect its index.html, and a redirect cannot be kept for a page.
          const path = name.replace(/(^|\/)index\.html$/, "$1");
          files[path] = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
        }
        const source = `const livefigFiles=${JSON.stringify(files)};${await wholeScript(entry)}`;
        this.emitFile({ type: "asset", fileName: "service-worker.js", source });
      },
    },
  };
}
