// Every layer against real PyTorch: the reference runs first, then the comparison natively and as WebAssembly.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../setup/toolchain.mjs";
import { catch2, show } from "./runners.mjs";

/** Where tests/engine/layers_pytorch.test.cpp looks, which knows no environment under Node. */
const cases = "build/reports/layer_cases.jsonl";

export async function layerParity(context) {
  mkdirSync(join(projectFolder, "build/reports"), { recursive: true });
  const python = process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3";
  const ended = await show(python, ["tests/parity/reference_layers.py", cases]);
  if (ended !== 0) throw new Error(`reference_layers.py ended with ${ended}`);
  const counts = [];
  for (const preset of ["native-asan", "wasm"]) counts.push(await catch2(preset, "[pytorch]")(context));
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}
