/**
 * Scripts that are one file each: classic ones, which cannot import (the worker, since module workers fail in sandboxed
 * frames, and the theme's early word), and modules whose imports would cost another round trip (engine.js).
 */
import { build, type Plugin } from "vite";
import { emscriptenGlue } from "./emscripten_glue.js";

/** Built files by name, each with its entry. */
export interface WholeScripts {
  classic: Record<string, string>;
  modules: Record<string, string>;
}

export function wholeScripts({ classic, modules }: WholeScripts): Plugin {
  return {
    name: "livefig:whole-scripts",
    apply: "build",
    async generateBundle() {
      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const [fileName, entry] of Object.entries(classic)) emit(fileName, await wholeScript(entry, "iife"));
      for (const [fileName, entry] of Object.entries(modules)) emit(fileName, await wholeScript(entry, "es"));
    },
  };
}

async function wholeScript(entry: string, format: "iife" | "es"): Promise<string> {
  // A classic script has no import.meta; whatever it loads is handed to it or named by its maker.
  const url = format === "iife" ? { "import.meta.url": JSON.stringify("file:///") } : {};
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [emscriptenGlue()],
    define: { __LIVEFIG_DIST__: "true", ...url },
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        external: [/^node:/, "module"],
        output: { format, codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== "chunk" || others.length > 0) throw new Error(`${entry}: expected one script, got ${outputs.length} files`);
  return chunk.code;
}
