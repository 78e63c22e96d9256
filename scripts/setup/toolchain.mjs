// Finds or sets up the compilers and C++ libraries, and tells CMake where they are.

import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { emscriptenVersion, isDebian, isReady, rootPath, unpackRoots } from "./debian-roots.mjs";
import { withLock } from "./lock.mjs";
import { SetupError } from "./progress.mjs";

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const oldestEmscripten = [3, 1, 58];
const oldestClang = 16;

export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "livefig");
}

/** The file of that name on PATH, or null. */
export function findOnPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

function isNewEnough(version) {
  const parts = version.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    if (parts[i] !== oldestEmscripten[i]) return parts[i] > oldestEmscripten[i];
  }
  return true;
}

/** An Emscripten that the user already has: an active emsdk, or emcc on PATH. */
function findEmscripten() {
  const candidates = [process.env.EMSDK && join(process.env.EMSDK, "upstream/emscripten")];
  const emcc = findOnPath("emcc");
  if (emcc) candidates.push(dirname(realpathSync(emcc)));
  for (const folder of candidates.filter(Boolean)) {
    const version = emscriptenVersion(folder);
    if (version && isNewEnough(version)) return folder;
  }
  return null;
}

/** A clang on PATH that is new enough and comes with the sanitizers' runtime, or null. */
function findClang() {
  for (let version = 30; version >= oldestClang; version--) {
    const found = findOnPath(`clang++-${version}`);
    if (!found) continue;
    const runtime = join(dirname(dirname(realpathSync(found))), "lib/clang", String(version), "lib");
    if (existsSync(runtime) && readdirSync(runtime).length > 0) return found;
  }
  return null;
}

/**
 * Makes sure that Emscripten, a native compiler and the C++ libraries are there and writes
 * `build/toolchain/paths.cmake`, which both CMake toolchain files read.
 */
export async function setUpToolchain() {
  for (const [tool, why] of [
    ["cmake", "CMake 3.24 or newer"],
    ["python3", "Python 3 (Emscripten runs on it)"],
  ]) {
    if (!findOnPath(tool)) throw new SetupError(`livefig's build needs ${why}: install ${tool} and run again`);
  }
  const cache = cacheFolder();
  const external = findEmscripten();
  const clang = findClang();
  if (!external && !isDebian()) {
    throw new SetupError(
      `livefig's build needs Emscripten ${oldestEmscripten.join(".")} or newer: install and activate emsdk ` +
        '(see emscripten.org, "Download and install"), then run this again',
    );
  }
  const wanted = isDebian() ? ["headers", "catch2"] : [];
  if (!external) wanted.push("emscripten");
  if (isDebian() && !(external && clang)) wanted.push("clang", "clang-format");
  if (!wanted.every((name) => isReady(cache, name))) {
    await withLock(join(cache, "lock"), "setting up the toolchain", () => unpackRoots(cache, wanted));
  }

  const root = (name, path) => (wanted.includes(name) ? join(rootPath(cache, name), path) : null);
  const toolchain = {
    emscripten: external ?? root("emscripten", "usr/share/emscripten"),
    clang: root("clang", "bin/clang++") ?? clang,
    headers: root("headers", "usr"),
    catch2: root("catch2", ""),
    clangFormat: root("clang-format", "bin/clang-format") ?? findOnPath("clang-format-19"),
    ninja: findOnPath("ninja") ?? root("clang", "bin/ninja"),
    ccache: findOnPath("ccache"),
  };
  writePaths(toolchain);
  return toolchain;
}

function writePaths(toolchain) {
  const lines = ["# Written by scripts/setup; read by cmake/*.cmake. Not committed: these are this machine's paths."];
  const set = (name, value) => value && lines.push(`set(${name} [==[${value}]==])`);
  set("LIVEFIG_EMSCRIPTEN", toolchain.emscripten);
  set("LIVEFIG_CLANGXX", toolchain.clang);
  set("LIVEFIG_HEADERS", toolchain.headers);
  set("LIVEFIG_CATCH2", toolchain.catch2);
  set("LIVEFIG_CCACHE", toolchain.ccache);
  set("LIVEFIG_NODE", process.execPath);
  writeIfChanged(join(projectFolder, "build/toolchain/paths.cmake"), `${lines.join("\n")}\n`);
}

/** Leaves an equal file alone: its time stamp is what makes CMake configure again. */
export function writeIfChanged(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
