// The tarball of `npm pack`, installed without network into a project of its own outside the checkout.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const checkout = fileURLToPath(new URL("../../", import.meta.url));
const nodeModules = join(checkout, "node_modules");

const npm = (folder, ...args) =>
  execFileSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** @returns what was packed (npm's own report), and the project that it is installed in */
export function packAndInstall() {
  const folder = mkdtempSync(join(tmpdir(), "livefig-package-"));
  // dist/ is built before; npm would build it again.
  const [packed] = JSON.parse(npm(checkout, "pack", "--ignore-scripts", "--json", "--pack-destination", folder));
  const tarball = join(folder, packed.filename);
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "name": "scratch", "private": true, "type": "module" }\n');
  npm(project, "install", "--offline", "--no-audit", "--no-fund", tarball);
  const manifest = JSON.parse(readFileSync(join(project, "node_modules/livefig/package.json"), "utf8"));
  return {
    tarball: readFileSync(tarball),
    files: packed.files.map(({ path }) => path),
    manifest,
    project,
    /** Runs a module of the project's; answers what it prints. */
    run(name, text) {
      writeFileSync(join(project, name), text);
      return execFileSync(process.execPath, [name], { cwd: project, encoding: "utf8" });
    },
    /**
     * What the compiler complains of in files of the project's, by their names; `types` are packages of ours that they see.
     */
    compile(texts, options, types = {}) {
      for (const [name, text] of Object.entries(texts)) writeFileSync(join(project, name), text);
      for (const [as, from] of Object.entries(types)) link(join(nodeModules, from), join(project, "node_modules", as));
      return compile(project, Object.keys(texts), options);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function link(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { force: true });
  symlinkSync(from, to);
}

function compile(project, names, options) {
  const tsc = join(nodeModules, "typescript/bin/tsc");
  const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom", ...options];
  const { stdout } = spawnSync(process.execPath, [tsc, ...flags, ...names], { cwd: project, encoding: "utf8" });
  return stdout.trim().split("\n").filter(Boolean);
}
