// The stages of `npm test` and `npm run test:long`, in order. Add a test runner by adding a row.

import { buildAll } from "../build.mjs";
import { checkEverything } from "../check.mjs";
import { checkSizes } from "../check-sizes.mjs";
import { courseSites } from "./course-sites.mjs";
import { layerParity } from "./layer-parity.mjs";
import { besideNative, catch2, fuzz, playwright, vitest } from "./runners.mjs";

/**
 * `run(context)` resolves with `{ passed, failed, notes? }`, or throws when it could not run.
 * `needs` names a stage without which this one makes no sense, `system` programs of
 * scripts/setup/system.mjs without which it is skipped.
 */
export const stages = [
  { name: "build", run: ({ toolchain }) => buildAll(toolchain) },
  { name: "check", run: ({ toolchain }) => checkEverything(toolchain) },
  { name: "engine, natively under ASan and UBSan", run: catch2("native-asan") },
  { name: "fuzz, briefly", run: fuzz(30_000) },
  { name: "engine, as WebAssembly under Node", run: catch2("wasm") },
  { name: "units", needs: "build", run: vitest("tests/scripts", "tests/bindings", "tests/web", "tests/bench") },
  { name: "npm package", needs: "build", run: vitest("tests/package") },
  { name: "parity with PyTorch, layer by layer", system: ["torch"], run: layerParity },
  {
    name: "parity with PyTorch",
    needs: "build",
    system: ["torch", "sklearn", "black"],
    run: besideNative(vitest("tests/parity")),
  },
  {
    name: "notebooks and ONNX files",
    needs: "build",
    system: ["torch", "sklearn", "jupyter", "onnx"],
    run: vitest("tests/taking"),
  },
  {
    name: "same bits natively and under Node",
    needs: "build",
    run: besideNative(vitest("tests/hashes/same_bits", "tests/hashes/checkpoints")),
  },
  {
    name: "same bits in three browsers",
    needs: "build",
    system: ["chromium", "firefox", "webkit", "xvfb"],
    run: vitest("tests/hashes/browsers"),
  },
  { name: "sizes", needs: "build", system: ["chromium"], run: checkSizes },
  { name: "browser", needs: "build", system: ["chromium"], run: playwright("tests/browser") },
];

export const longStages = [
  { name: "build", run: ({ toolchain }) => buildAll(toolchain) },
  { name: "fuzz, a million executions", run: fuzz(1_000_000) },
  { name: "ten thousand cycles", needs: "build", run: vitest("tests/long") },
  { name: "claims", needs: "build", run: vitest("tests/claims") },
  { name: "hosting", needs: "build", system: ["chromium", "nginx"], run: playwright("tests/hosting") },
  {
    name: "course sites: plain HTML, frames and npm",
    needs: "build",
    system: ["chromium"],
    run: courseSites("html", "iframe", "vitepress", "astro", "vite", "webpack", "react"),
  },
  ...["mkdocs", "sphinx", "hugo"].map((name) => ({
    name: `course sites: ${name}`,
    needs: "build",
    system: ["chromium", name],
    run: courseSites(name),
  })),
];
