/** Puts figure.schema.json and program.d.ts into dist/: the engine says what a program may hold, so it is asked. */
import { writeFileSync } from "node:fs";
import type { Plugin } from "vite";
import { inNode } from "./in_node.js";

/** What the module at `source` exports: texts by the name of their file. */
export interface DescribedModule {
  describedTexts(): Promise<Record<string, string>>;
}

/** `beside` are texts that also go elsewhere: an author's editor looks for the schema where a spec's `$schema` says. */
export function describedFiles(source: string, beside: Readonly<Record<string, string>>): Plugin {
  return {
    name: "livefig:described-files",
    apply: "build",
    async generateBundle() {
      const texts = await inNode<DescribedModule, Record<string, string>>(source, (module) => module.describedTexts());
      for (const [fileName, text] of Object.entries(texts)) this.emitFile({ type: "asset", fileName, source: text });
      for (const [name, path] of Object.entries(beside)) writeFileSync(path, texts[name]!);
    },
  };
}
