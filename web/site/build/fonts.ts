/** Cuts the page's fonts to the characters that lessons, figures and labels use; style sheets name them "@fonts/…". */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

export interface FontsOptions {
  /** Where the cuts are written: a folder that is not committed. */
  folder: string;
  /** Font files by the name of their cut. */
  files: Record<string, string>;
  /** Files and folders whose text the fonts must be able to show. */
  texts: readonly string[];
}

/** Kerning, ligatures, and the figures that the style sheets ask for; small capitals and the like stay behind. */
const features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "onum", "lnum", "tnum", "pnum", "zero"];

export function fonts({ folder, files, texts }: FontsOptions): Plugin {
  return {
    name: "livefig:fonts",
    config: () => ({ resolve: { alias: { "@fonts": folder } } }),
    async buildStart() {
      const characters = [...charactersOf(texts)].join("");
      mkdirSync(folder, { recursive: true });
      for (const [name, path] of Object.entries(files)) {
        const options = { targetFormat: "woff2" as const, keepFeatures: features, noHinting: true };
        writeFileSync(join(folder, name), await subsetFont(readFileSync(path), characters, options));
      }
    },
  };
}

/** All of ASCII, and whatever else stands in the texts. */
function charactersOf(paths: readonly string[]): Set<string> {
  // Quotes and dashes: the pipeline makes them out of ASCII.
  const found = new Set(`${String.fromCodePoint(...Array.from({ length: 95 }, (_, code) => 32 + code))}\u00a0–—‘’“”…−↩`);
  const read = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path)) read(join(path, name));
    else if ([".md", ".json", ".ts"].includes(extname(path))) for (const character of readFileSync(path, "utf8")) found.add(character);
  };
  paths.forEach(read);
  return found;
}
