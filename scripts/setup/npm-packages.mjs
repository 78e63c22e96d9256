// Installs the npm packages when they are missing or older than the lock file.

import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { run, step } from "./progress.mjs";
import { projectFolder } from "./toolchain.mjs";

const lockFile = join(projectFolder, "package-lock.json");
const modules = join(projectFolder, "node_modules");
const stamp = join(modules, ".livefig-lock-hash");

/** `npm ci` replaces the whole folder, so the stamp in it is there only after it has ended well. */
function isCurrent() {
  if (!existsSync(stamp)) return false;
  if (statSync(stamp).mtimeMs > statSync(lockFile).mtimeMs) return true;
  return readFileSync(stamp, "utf8") === lockHash();
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

export async function setUpNpmPackages() {
  if (isCurrent()) return;
  await withLock(join(projectFolder, "build/npm.lock"), "installing npm packages", async () => {
    if (isCurrent()) return;
    const count = Object.keys(JSON.parse(readFileSync(lockFile, "utf8")).packages).length - 1;
    await step(`installing ${count} npm packages`, () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: projectFolder }),
    );
    writeFileSync(stamp, lockHash());
  });
}
