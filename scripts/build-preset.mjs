// Configures and builds one CMake preset, doing nothing that is up to date.

import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run, SetupError, say } from "./setup/progress.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const progress = /^\[ *\d+(\/\d+|%)\](?= (Building|Linking|Generating))/gm;
const jobs = () => process.env.LIVEFIG_JOBS ?? String(availableParallelism());
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
  const title = `${targets.join(", ")} (${preset})`;
  const begin = Date.now();
  let said = 0;
  // Ninja and make both begin a line with how far they are: said at once, then every ten seconds.
  const onOutput = (text) => {
    const done = [...text.matchAll(progress)].at(-1);
    if (!done || Date.now() - said < 10_000) return;
    say(`building ${title}: ${done[0].trim()} …`);
    said = Date.now();
  };
  await run("cmake", ["--build", folder, "--parallel", jobs(), "--target", ...targets], {
    cwd: projectFolder,
    env: { ...process.env, NINJA_STATUS: "[%f/%t] " },
    onOutput,
  }).catch((error) => {
    // What compiled well says nothing about what did not.
    throw new SetupError(error.message.replace(/^\[[^\]]+\] .*\n/gm, ""));
  });
  if (said) say(`built ${title} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}
