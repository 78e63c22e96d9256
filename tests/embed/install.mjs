// The generators and bundlers that are npm packages, in the user's cache folder, and livefig's own tarball for a site.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../../scripts/setup/lock.mjs";
import { run, step } from "../../scripts/setup/progress.mjs";
import { cacheFolder, projectFolder } from "../../scripts/setup/toolchain.mjs";

const packages = fileURLToPath(new URL("packages/", import.meta.url));
const files = ["package.json", "package-lock.json", ".npmrc"];

/** The node_modules that the lock file names; another lock file is another folder. */
export async function installGenerators() {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(packages, file)));
  const folder = join(cacheFolder(), `course-sites-${hash.digest("hex").slice(0, 12)}`);
  const installed = join(folder, "node_modules");
  await withLock(join(cacheFolder(), "course-sites.lock"), "installing the generators of course sites", async () => {
    if (existsSync(join(installed, ".package-lock.json"))) return;
    mkdirSync(folder, { recursive: true });
    for (const file of files) copyFileSync(join(packages, file), join(folder, file));
    await step("installing the generators of course sites (330 MB)", () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder }),
    );
  });
  return installed;
}

/** Packs the package as it would be published, without building it anew; resolves with the tarball. */
export async function packLivefig(folder) {
  mkdirSync(folder, { recursive: true });
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
  const name = (await run("npm", args, { cwd: projectFolder })).trim().split("\n").at(-1);
  return join(folder, name);
}

/** What `npm install livefig` leaves in a site's node_modules. */
export async function unpackLivefig(tarball, site) {
  const target = join(site, "node_modules/livefig");
  mkdirSync(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}
