// The generators and bundlers that are npm packages, in the user's cache folder, and livefig's own tarball for a site.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedPackages } from "../../scripts/setup/cached-packages.mjs";
import { run } from "../../scripts/setup/progress.mjs";
import { projectFolder } from "../../scripts/setup/toolchain.mjs";

const packages = fileURLToPath(new URL("packages/", import.meta.url));

/** The node_modules that the lock file names. */
export async function installGenerators() {
  const folder = await cachedPackages(packages, "course-sites", "the generators of course sites (330 MB)");
  return join(folder, "node_modules");
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
