// Builds dist/ from web/ and lessons/, unless nothing that goes into it has changed since.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, step } from "./setup/progress.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

/** What dist/ is made of: files or folders. */
const inputs = [
  "web",
  "lessons",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
  "build/wasm/livefig.mjs",
  "build/wasm/livefig.wasm",
];

/** How it is made, in this order; programs of node_modules/.bin are found. */
const commands = [["vite", "build"]];

const stamp = join(projectFolder, "build/site.stamp");

function fingerprint() {
  const hash = createHash("sha256");
  const add = (path) => {
    const full = join(projectFolder, path);
    if (!existsSync(full)) return;
    const status = statSync(full);
    if (status.isDirectory()) {
      for (const name of readdirSync(full).sort()) add(join(path, name));
    } else {
      hash.update(`${path} ${status.size} ${status.mtimeMs}\n`);
    }
  };
  inputs.forEach(add);
  return hash.digest("hex");
}

export async function buildSite() {
  const now = fingerprint();
  const built = existsSync(join(projectFolder, "dist/index.html")) && existsSync(stamp);
  if (built && readFileSync(stamp, "utf8") === now) return;
  rmSync(stamp, { force: true });
  const path = [join(projectFolder, "node_modules/.bin"), process.env.PATH].join(delimiter);
  for (const [command, ...args] of commands) {
    await step(`site: ${command} ${args.join(" ")}`, () =>
      run(command, args, { cwd: projectFolder, env: { ...process.env, PATH: path } }),
    );
  }
  writeFileSync(stamp, now);
}
