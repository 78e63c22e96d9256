/** Installs the peer libraries into the user's cache folder and bundles pages with them, as a site would. */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { withLock } from "../../../scripts/setup/lock.mjs";
import { run, step } from "../../../scripts/setup/progress.mjs";
import { cacheFolder } from "../../../scripts/setup/toolchain.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const files = ["package.json", "package-lock.json", ".npmrc"];

/** The folder whose node_modules hold what the lock file names; another lock file is another folder. */
export async function installPeers() {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(here, file)));
  const folder = join(cacheFolder(), `bench-peers-${hash.digest("hex").slice(0, 12)}`);
  const done = join(folder, "node_modules/.package-lock.json");
  await withLock(join(cacheFolder(), "bench-peers.lock"), "installing the bench's peers", async () => {
    if (existsSync(done)) return;
    mkdirSync(folder, { recursive: true });
    for (const file of files) copyFileSync(join(here, file), join(folder, file));
    await step("installing the libraries to compare with (310 MB)", () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder }),
    );
  });
  return folder;
}

/** Bare imports of ours are found in the peers' folder; their own find their way from there. */
const peersFrom = (folder) => ({
  name: "peers-from-cache",
  enforce: "pre",
  resolveId(source, importer) {
    if (/^[./]|^\0/.test(source) || !importer || importer.startsWith(folder)) return null;
    return this.resolve(source, join(folder, "package.json"), { skipSelf: true });
  },
});

/**
 * Bundles `entries` (name → file), minified, into `outDir`: `<name>.js` and their chunks, with TensorFlow's wasm beside.
 * The engine is not bundled: `/engine.js` stays the file of dist/.
 */
export async function bundlePages(entries, outDir) {
  const folder = await installPeers();
  rmSync(outDir, { recursive: true, force: true });
  await build({
    configFile: false,
    root: here,
    logLevel: "error",
    publicDir: false,
    plugins: [peersFrom(folder)],
    build: {
      target: "es2022",
      outDir,
      emptyOutDir: true,
      modulePreload: false,
      rolldownOptions: {
        input: entries,
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
