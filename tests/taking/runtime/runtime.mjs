/** ONNX Runtime as an npm package in the user's cache. Its install script would fetch GPU libraries; it runs without them. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedPackages } from "../../../scripts/setup/cached-packages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The module "onnxruntime-node". */
export async function onnxRuntime() {
  const folder = await cachedPackages(here, "onnx-runtime", "ONNX Runtime");
  return createRequire(join(folder, "package.json"))("onnxruntime-node");
}
