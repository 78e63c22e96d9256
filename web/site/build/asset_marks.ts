/** Takes Vite's marks out of what is built: they keep it from copying the runtime's files, which other bundlers must find. */
import type { Plugin } from "vite";

export function assetMarks(): Plugin {
  return {
    name: "livefig:asset-marks",
    renderChunk(code) {
      return { code: code.replace(/(new URL\()\s*\/\* @vite-ignore \*\/\s*/g, "$1"), map: null };
    },
  };
}
