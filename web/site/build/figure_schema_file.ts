/** Puts figure.schema.json into dist/: the engine says what a program may hold, so it is asked at build time. */
import type { Plugin } from "vite";
import { inNode } from "./in_node.js";

/** What the module at `source` exports. */
export interface SchemaModule {
  figureSchemaText(): Promise<string>;
}

export function figureSchemaFile(source: string): Plugin {
  return {
    name: "livefig:figure-schema",
    apply: "build",
    async generateBundle() {
      const text = await inNode<SchemaModule, string>(source, (module) => module.figureSchemaText());
      this.emitFile({ type: "asset", fileName: "figure.schema.json", source: text });
    },
  };
}
