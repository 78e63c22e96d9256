// Configures and builds one CMake preset, doing nothing that is up to date.

import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run, SetupError, say } from "./setup/progress.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const progress = "[livefig] ";
const pathsFile = join(projectFolder, "build/toolchain/paths.cmake");

/** Configured, and not before the toolchain last changed (which CMake cannot notice by itself). */
function isConfigured(folder) {
  const cache = join(folder, "CMakeCache.txt");
  const ready = existsSync(join(folder, "build.ninja")) || existsSync(join(folder, "Makefile"));
  return ready && existsSync(cache) && statSync(cache).mtimeMs > statSync(pathsFile).mtimeMs;
}

/** True for a build folder of another checkout, as a copied working tree has it. */
function isForeign(folder) {
  const cache = join(folder, "CMakeCache.txt");
  return existsSync(cache) && !readFileSync(cache, "utf8").includes(`CMAKE_HOME_DIRECTORY:INTERNAL=${projectFolder}\n`);
}

/**
 * Builds `targets` of `preset` (see CMakePresets.json) into `build/<preset>`.
 * @param toolchain  what setUpToolchain returned
 */
export async function buildPreset(toolchain, preset, targets) {
  const folder = join(projectFolder, "build", preset);
  if (isForeign(folder)) rmSync(folder, { recursive: true });
  if (!isConfigured(folder)) {
    say(`configuring ${preset} …`);
    const generator = toolchain.ninja
      ? ["-G", "Ninja", `-DCMAKE_MAKE_PROGRAM=${toolchain.ninja}`]
      : ["-G", "Unix Makefiles"];
    await run("cmake", ["--fresh", "--preset", preset, ...generator], { cwd: projectFolder });
  }
  const begin = Date.now();
  const jobs = process.env.LIVEFIG_JOBS ?? String(availableParallelism());
  const output = await run("cmake", ["--build", folder, "--parallel", jobs, "--target", ...targets], {
    cwd: projectFolder,
    env: { ...process.env, NINJA_STATUS: progress },
  }).catch((error) => {
    // What compiled well says nothing about what did not.
    const lines = error.message.split("\n").filter((line) => !line.startsWith(progress));
    throw new SetupError(lines.join("\n"));
  });
  const idle = !/Building|Linking|Generating/.test(output);
  if (!idle) say(`built ${targets.join(", ")} (${preset}) in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
