/** Keeps the bundler's hands off the engine's glue: its wasm is found at run time, never inlined or copied by Vite. */
import type { Plugin } from "vite";

export function emscriptenGlue(): Plugin {
  return {
    name: "livefig:emscripten-glue",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith("/livefig.mjs")) return;
      // Vite takes `new URL("file", import.meta.url)` for an asset unless told otherwise.
      const kept = code.replace(/new URL\((["'][^"']+["'])\s*,\s*import\.meta\.url\)/g, "new URL(/* @vite-ignore */ $1, import.meta.url)");
      return { code: kept, map: null };
    },
    // The mark was for this build: in the package, other people's bundlers must find the files by these very words.
    renderChunk(code) {
      return { code: code.replace(/(new URL\()\s*\/\* @vite-ignore \*\/\s*/g, "$1"), map: null };
    },
  };
}
