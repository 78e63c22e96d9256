/** Scripts that cannot be modules: the worker (module workers fail in sandboxed frames) and the theme's early word. */
import { build, type Plugin } from "vite";
import { emscriptenGlue } from "./emscripten_glue.js";

/** Built files by name, each with its entry; every one is a single IIFE without imports. */
export function classicScripts(entries: Record<string, string>): Plugin {
  return {
    name: "livefig:classic-scripts",
    apply: "build",
    async generateBundle() {
      for (const [fileName, entry] of Object.entries(entries)) {
        this.emitFile({ type: "asset", fileName, source: await classicScript(entry) });
      }
    },
  };
}

async function classicScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [emscriptenGlue()],
    // A classic script has no import.meta; whatever it loads is handed to it or named by its maker.
    define: { __LIVEFIG_DIST__: "true", "import.meta.url": JSON.stringify("file:///") },
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external: [/^node:/, "module"],
        output: { format: "iife", codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== "chunk" || others.length > 0) throw new Error(`${entry}: expected one script, got ${outputs.length} files`);
  return chunk.code;
}
