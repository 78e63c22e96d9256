/** The files for authors that follow from the engine's own description, as it was built. */
import { programTypes } from "../../engine/describe/program_types.js";
import { loadEngine } from "../../engine/load.js";
import { figureSchema } from "../../figure/figure_schema.js";
import { viewTypes } from "../../views/registry.js";

export async function describedTexts(): Promise<Record<string, string>> {
  const engine = await loadEngine({ datasets: {} });
  const description = engine.describe();
  return {
    "figure.schema.json": `${JSON.stringify(figureSchema(description, viewTypes), null, 2)}\n`,
    "program.d.ts": programTypes(description),
  };
}
