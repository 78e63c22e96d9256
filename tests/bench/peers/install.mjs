/** Installs the peer libraries into the user's cache folder and bundles pages with them, as a site would. */

import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { cachedPackages } from "../../../scripts/setup/cached-packages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The folder whose node_modules hold what the lock file names. */
export const installPeers = () => cachedPackages(here, "bench-peers", "the libraries to compare with (310 MB)");

/** Our bare imports are looked up in the peers' folder, our own package in dist/; the peers' find their way from there. */
const peersFrom = (folder) => ({
  name: "peers-from-cache",
  enforce: "pre",
  resolveId(source, importer) {
    if (source === "livefig/engine") return join(here, "../../../dist/engine.js");
    if (/^[./]|^\0/.test(source) || !importer || importer.startsWith(folder)) return null;
    return this.resolve(source, join(folder, "package.json"), { skipSelf: true });
  },
});

/**
 * Bundles each of `entries` (name → file) by itself, as a site would, minified, into `outDir`: `<name>.js` and what it
 * imports later, with TensorFlow's wasm beside. What is imported as `/engine.js` stays the file of dist/.
 */
export async function bundlePages(entries, outDir) {
  const folder = await installPeers();
  rmSync(outDir, { recursive: true, force: true });
  for (const [name, file] of Object.entries(entries))
    await build({
      configFile: false,
      root: here,
      logLevel: "error",
      publicDir: false,
      plugins: [peersFrom(folder)],
      build: {
        target: "es2022",
        outDir,
        emptyOutDir: false,
        modulePreload: false,
        rolldownOptions: {
          input: { [name]: file },
          external: ["/engine.js"],
          preserveEntrySignatures: "allow-extension",
          output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    });
  const wasm = join(folder, "node_modules/@tensorflow/tfjs-backend-wasm/dist");
  for (const file of readdirSync(wasm).filter((name) => name.endsWith(".wasm"))) {
    copyFileSync(join(wasm, file), join(outDir, file));
  }
}
