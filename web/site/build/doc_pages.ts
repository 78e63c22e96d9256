/** Turns web/site/docs into dist/docs, after the files that it quotes have been made. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type Doc, docPage, docsIndex, readDoc } from "../pipeline/doc_page.js";
import { describedElement } from "../pipeline/element_tables.js";
import { includeAll } from "../pipeline/inclusions.js";
import { builtNames, pageFiles } from "./built_names.js";

export function docPages({ root, folder }: { root: string; folder: string }): Plugin {
  return {
    name: "livefig:doc-pages",
    apply: "build",
    async generateBundle(_options, bundle) {
      const manifest = bundle["custom-elements.json"];
      if (manifest?.type !== "asset") throw new Error("custom-elements.json is not made before the documentation");
      const element = describedElement(String(manifest.source));
      const docs: Doc[] = [];
      for (const file of readdirSync(folder).filter((name) => name.endsWith(".md"))) {
        const markdown = includeAll(readFileSync(join(folder, file), "utf8"), { root, element });
        docs.push(await readDoc(file.replace(/\.md$/, ""), markdown));
      }
      docs.sort((a, b) => a.facts.order - b.facts.order);
      const names = builtNames(bundle);
      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const doc of docs)
        emit(`docs/${doc.name}/index.html`, docPage(doc, docs, pageFiles(names, "../../", false)));
      emit("docs/index.html", docsIndex(docs, pageFiles(names, "../", false)));
    },
  };
}
