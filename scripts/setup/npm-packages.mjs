// Installs the npm packages when they are missing or not the lock file's.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { run, step } from "./progress.mjs";
import { projectFolder } from "./toolchain.mjs";

const readPackages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
const wanted = () => readPackages(join(projectFolder, "package-lock.json"));

/**
 * npm writes a lock file of its own into node_modules when an installation has ended well; what it
 * lists is what is there. Packages for other platforms are listed as optional and may be absent.
 */
function isCurrent() {
  const file = join(projectFolder, "node_modules/.package-lock.json");
  if (!existsSync(file)) return false;
  const installed = readPackages(file);
  return Object.entries(wanted()).every(
    ([path, entry]) => path === "" || entry.optional || installed[path]?.version === entry.version,
  );
}

export async function setUpNpmPackages() {
  if (isCurrent()) return;
  await withLock(join(projectFolder, "build/npm.lock"), "installing npm packages", async () => {
    if (isCurrent()) return;
    const count = Object.values(wanted()).filter((entry) => entry.version && !entry.optional).length;
    await step(`installing ${count} npm packages`, () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: projectFolder }),
    );
  });
}
