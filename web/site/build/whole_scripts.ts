/**
 * Scripts that are one file each, under names that do not change: classic ones, which cannot import (the worker, since
 * module workers fail in sandboxed frames, and the theme's early word), and the modules that pages elsewhere and the npm
 * package take, whose imports would cost another round trip.
 */
import { build, type Plugin } from "vite";
import { emscriptenGlue } from "./emscripten_glue.js";
import { importAnywhere } from "./import_anywhere.js";

/** Built files by name, each with its entry. */
export interface WholeScripts {
  classic: Record<string, string>;
  modules: Record<string, string | WholeModule>;
}

export interface WholeModule {
  entry: string;
  /** Imports that stay imports of a file beside it, by their end: "/main_thread.js" → "./livefig-main-thread.js". */
  apart: Readonly<Record<string, string>>;
}

export function wholeScripts({ classic, modules }: WholeScripts): Plugin {
  return {
    name: "livefig:whole-scripts",
    apply: "build",
    async generateBundle() {
      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const [fileName, entry] of Object.entries(classic)) emit(fileName, await wholeScript(entry, "iife"));
      for (const [fileName, module] of Object.entries(modules)) {
        const { entry, apart } = typeof module === "string" ? { entry: module, apart: {} } : module;
        emit(fileName, await wholeScript(entry, "es", apart));
      }
    },
  };
}

/** The script at `entry` with all that it imports, minified; `instead` is the text of modules that are replaced. */
export async function wholeScript(
  entry: string,
  format: "iife" | "es",
  apart: Readonly<Record<string, string>> = {},
  instead: Readonly<Record<string, string>> = {},
): Promise<string> {
  // A classic script has no import.meta; whatever it loads is handed to it or named by its maker.
  const url = format === "iife" ? { "import.meta.url": JSON.stringify("file:///") } : {};
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [keepApart(apart), replaced(instead), emscriptenGlue(), importAnywhere()],
    define: { __LIVEFIG_DIST__: "true", ...url },
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      // A library's imports are left as they are; a site's would each bring Vite's own loader of style sheets.
      ...(format === "es" ? { lib: { entry, formats: ["es"] } } : {}),
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        external: [/^node:/, "module"],
        output: { format, codeSplitting: false, minify: true },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== "chunk" || others.length > 0) throw new Error(`${entry}: expected one script, got ${outputs.length} files`);
  return chunk.code;
}

function replaced(instead: Readonly<Record<string, string>>): Plugin {
  return {
    name: "livefig:replaced",
    enforce: "pre",
    resolveId(source) {
      const end = Object.keys(instead).find((name) => source.endsWith(name));
      return end && `\0replaced:${end}`;
    },
    load: (id) => (id.startsWith("\0replaced:") ? instead[id.slice("\0replaced:".length)] : undefined),
  };
}

function keepApart(apart: Readonly<Record<string, string>>): Plugin {
  return {
    name: "livefig:keep-apart",
    enforce: "pre",
    resolveId(source, importer) {
      const end = importer && Object.keys(apart).find((name) => source.endsWith(name));
      return end ? { id: apart[end], external: true } : undefined;
    },
  };
}
