// `npm run build`: sets up what is missing, then makes dist/ out of the engine, the web code and the lessons.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPreset } from "./build-preset.mjs";
import { buildSite } from "./build-site.mjs";
import { withLock } from "./setup/lock.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

/** Two commands in one checkout take turns; the second finds everything up to date. */
export function holdingBuildLock(work) {
  return withLock(join(projectFolder, "build/build.lock"), "building", work);
}

/** Builds whatever is out of date; `toolchain` is what setUp returned. */
export async function buildAll(toolchain) {
  await holdingBuildLock(async () => {
    await buildPreset(toolchain, "wasm", ["livefig", "livefig_types"]);
    await buildSite();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => buildAll(await setUp()));
}
