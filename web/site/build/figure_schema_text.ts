/** The text of figure.schema.json, from the engine as it was built. */
import { loadEngine } from "../../engine/load.js";
import { figureSchema } from "../../figure/figure_schema.js";
import { viewTypes } from "../../views/registry.js";

export async function figureSchemaText(): Promise<string> {
  const engine = await loadEngine({ datasets: {} });
  return `${JSON.stringify(figureSchema(engine.describe(), viewTypes), null, 2)}\n`;
}
