/**
 * Scripts under names that do not change: classic ones, which cannot import (the worker, since module workers fail in
 * sandboxed frames, and the theme's early word), and the modules that pages elsewhere and the npm package take. Each is one
 * file, since every import would cost another round trip; what it imports only when it is needed lies beside it.
 */
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";
import { assetMarks } from "./asset_marks.js";
import { importAnywhere } from "./import_anywhere.js";

/** Built files by name, each with its entry. */
export interface WholeScripts {
  classic: Record<string, string>;
  modules: Record<string, string | WholeModule>;
}

export interface WholeModule {
  entry: string;
  /** Imports that stay imports of a file beside it, by their end: "/element.js" → "./element.js". */
  apart: Readonly<Record<string, string>>;
}

export function wholeScripts({ classic, modules }: WholeScripts): Plugin {
  return {
    name: "livefig:whole-scripts",
    apply: "build",
    async generateBundle() {
      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const [fileName, entry] of Object.entries(classic)) emit(fileName, await wholeScript(entry));
      for (const [fileName, module] of Object.entries(modules)) {
        const { entry, apart } = typeof module === "string" ? { entry: module, apart: {} } : module;
        const output = {
          format: "es" as const,
          entryFileNames: fileName,
          // No hyphen: what follows one could be taken for a hash, and kept for a year.
          chunkFileNames: fileName.replace(/\.js$/, ".[name].js"),
          // All that it begins with is one file, whoever shares parts of it later.
          codeSplitting: { groups: [{ name: "first", tags: ["$initial" as const] }] },
        };
        for (const chunk of await built(entry, output, [keepApart(apart)])) emit(chunk.fileName, chunk.code);
      }
    },
  };
}

/** A classic script with all that it imports in it; `instead` is the text of modules that are replaced. */
export async function wholeScript(entry: string, instead: Readonly<Record<string, string>> = {}): Promise<string> {
  const [chunk, ...others] = await built(entry, { format: "iife", codeSplitting: false }, [replaced(instead)]);
  if (!chunk || others.length > 0) throw new Error(`${entry}: expected one script, got ${others.length + 1} files`);
  return chunk.code;
}

async function built(entry: string, output: Rolldown.OutputOptions, plugins: Plugin[]): Promise<Rolldown.OutputChunk[]> {
  const classic = output.format === "iife";
  // A classic script has no import.meta; whatever it loads is handed to it or named by its maker.
  const url = classic ? { "import.meta.url": JSON.stringify("file:///") } : {};
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [...plugins, readerText(), assetMarks(), importAnywhere()],
    define: { __LIVEFIG_DIST__: "true", ...url },
    build: {
      target: "es2022",
      write: false,
      modulePreload: false,
      // A library's imports are left as they are; a site's would each bring Vite's own loader of style sheets.
      ...(classic ? {} : { lib: { entry, formats: ["es"] } }),
      rolldownOptions: {
        input: entry,
        // What is loaded later takes what it shares from the entry, not from a third file.
        preserveEntrySignatures: "allow-extension",
        external: [/^node:/],
        output: { ...output, minify: true },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  return outputs.map((file) => {
    if (file.type !== "chunk") throw new Error(`${entry}: ${file.fileName} is no script`);
    return file;
  });
}

let reader: Promise<string> | undefined;

/** The worker that reads scripts is carried as text by whatever has the code panel (web/code/desk/worker_text.ts). */
export function readerText(): Plugin {
  const id = "\0livefig:reader-text";
  return {
    name: "livefig:reader-text",
    enforce: "pre",
    apply: "build",
    resolveId: (source) => (source.endsWith("/worker_text.js") ? id : undefined),
    async load(asked) {
      if (asked !== id) return undefined;
      reader ??= wholeScript(fileURLToPath(new URL("../../code/desk/worker.ts", import.meta.url)));
      return `export const workerText = ${JSON.stringify(await reader)};`;
    },
  };
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
