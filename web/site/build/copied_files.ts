/** Files that go into dist/ as they are, under names that do not change. */
import { existsSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

export function copiedFiles(files: Record<string, string>): Plugin {
  return {
    name: "livefig:copied-files",
    apply: "build",
    generateBundle() {
      for (const [fileName, path] of Object.entries(files)) {
        if (!existsSync(path)) throw new Error(`${path} is missing: build the engine first (npm run build)`);
        this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
      }
    },
  };
}
