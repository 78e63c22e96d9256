// npm packages that only some tests or the bench need: installed from their own lock file into the user's cache folder.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { run, step } from "./progress.mjs";
import { cacheFolder } from "./toolchain.mjs";

const files = ["package.json", "package-lock.json", ".npmrc"];

/**
 * `source` holds package.json, its lock file and .npmrc. Resolves with a folder whose node_modules hold what the lock file
 * names; another lock file is another folder. `what` is said while it lasts. No package's own script is run.
 */
export async function cachedPackages(source, name, what) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(source, file)));
  const folder = join(cacheFolder(), `${name}-${hash.digest("hex").slice(0, 12)}`);
  const done = join(folder, "node_modules/.package-lock.json");
  await withLock(join(cacheFolder(), `${name}.lock`), `installing ${what}`, async () => {
    if (existsSync(done)) return;
    mkdirSync(folder, { recursive: true });
    for (const file of files) copyFileSync(join(source, file), join(folder, file));
    await step(`installing ${what}`, () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder }),
    );
  });
  return folder;
}
