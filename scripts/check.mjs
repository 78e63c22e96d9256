// `npm run check`: format, lint, types, layers, lessons, lock file. `npm run check -- --fix` repairs what a tool can.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPreset } from "./build-preset.mjs";
import { checkEngine, checkWeb } from "./check-layers.mjs";
import { lessonProblems } from "./lesson-check.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

/** Runs a tool and returns what it complained of, "" if nothing. */
function complaints(command, args) {
  const path = [join(projectFolder, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const options = { cwd: projectFolder, encoding: "utf8", env: { ...process.env, PATH: path }, maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (error) return error.message;
  return status === 0 ? "" : `${stdout}${stderr}`.trim() || `${command} ended with ${status}`;
}

/** Committed files and those about to be; what is ignored is not ours to check. */
function ownFiles(...patterns) {
  const list = spawnSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", ...patterns],
    {
      cwd: projectFolder,
      encoding: "utf8",
    },
  );
  return list.stdout.split("\n").filter((file) => file && existsSync(join(projectFolder, file)));
}

function layerProblems() {
  return [...checkEngine().problems, ...checkWeb().problems].join("\n");
}

/**
 * The lock file must name no host (clones elsewhere ask their own registry) and must list every
 * package that a listed package can want: where a mirror lacks other platforms' binaries, npm
 * leaves them out and `npm ci` then refuses the file.
 */
export function lockFileProblems(text) {
  const problems = [];
  const packages = JSON.parse(text).packages;
  if (text.includes('"resolved"')) problems.push("package-lock.json names hosts: is .npmrc in force?");
  const names = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
  for (const [path, entry] of Object.entries(packages)) {
    if (path && !entry.version) problems.push(`package-lock.json: ${path} has no version`);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      if (!names.has(name)) problems.push(`package-lock.json: ${path} wants ${name}, which is not listed`);
    }
  }
  return problems.join("\n");
}

const checks = [
  {
    name: "format and lint of TypeScript, CSS, JSON",
    run: (_, fix) => complaints("biome", fix ? ["check", "--write"] : ["check"]),
  },
  {
    name: "format of C++",
    run: ({ clangFormat }, fix) => {
      if (!clangFormat) return "clang-format 19 is missing";
      const files = ownFiles("engine/*.hpp", "engine/*.cpp", "tests/*.hpp", "tests/*.cpp");
      return complaints(clangFormat, fix ? ["-i", ...files] : ["--dry-run", "-Werror", "--ferror-limit=3", ...files]);
    },
  },
  { name: "types", run: () => complaints("tsc", ["--noEmit", "--project", "."]) },
  { name: "layers", run: layerProblems },
  { name: "lessons", run: lessonProblems },
  {
    name: "lock files",
    run: () =>
      ["package-lock.json", "tests/bench/peers/package-lock.json"]
        .map((file) => lockFileProblems(readFileSync(join(projectFolder, file), "utf8")))
        .filter(Boolean)
        .join("\n"),
  },
];

/** Counts each check as one test. */
export async function checkEverything(toolchain, fix = false) {
  // The types of the wasm module come from its build.
  await buildPreset(toolchain, "wasm", ["livefig", "livefig_types"]);
  let failed = 0;
  for (const check of checks) {
    const problems = await check.run(toolchain, fix);
    if (problems) failed += 1;
    console.log(`${problems ? "FAILED" : "ok"}  ${check.name}${problems ? `\n${problems}\n` : ""}`);
  }
  return { passed: checks.length - failed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const { failed } = await checkEverything(await setUp(), process.argv.includes("--fix"));
    if (failed > 0) process.exitCode = 1;
  });
}
