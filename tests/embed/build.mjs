// Builds the course sites into build/embed, each by its own generator. By hand: `node tests/embed/build.mjs hugo`.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, step } from "../../scripts/setup/progress.mjs";
import { runCommand } from "../../scripts/setup/setup.mjs";
import { projectFolder } from "../../scripts/setup/toolchain.mjs";
import { sites } from "./sites.mjs";

const sources = fileURLToPath(new URL("sites/", import.meta.url));
const figures = join(projectFolder, "web/site/docs/figures");
export const built = join(projectFolder, "build/embed");

/** The files that an author copies: the whole of dist/ as "livefig", the course's own figures beside it. */
function copyRuntime(folder) {
  if (!existsSync(join(projectFolder, "dist/livefig.js"))) throw new Error("dist/ is missing: npm run build");
  cpSync(join(projectFolder, "dist"), join(folder, "livefig"), { recursive: true });
  cpSync(figures, join(folder, "figures"), { recursive: true });
}

/** The tests' network has no certificates: what the sources call https is served as http. */
function servePlainly(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, String(name));
    if (extname(file) !== ".html") continue;
    const text = readFileSync(file, "utf8");
    if (text.includes("https://cdn.example"))
      writeFileSync(file, text.replaceAll("https://cdn.example", "http://cdn.example"));
  }
}

async function buildSite(name) {
  const { command, assets, output } = sites[name];
  const folder = join(built, "work", name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, name), folder, { recursive: true });
  if (assets) copyRuntime(join(folder, assets));
  if (command) await step(`${name}: ${command.join(" ")}`, () => run(command[0], command.slice(1), { cwd: folder }));
  const target = join(built, "course", name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(folder, output), target, { recursive: true });
  servePlainly(target);
}

/** Builds the named sites and the content network that some of them load the figures from. */
export async function buildSites(names) {
  const cdn = join(built, "cdn");
  rmSync(cdn, { recursive: true, force: true });
  mkdirSync(cdn, { recursive: true });
  copyRuntime(cdn);
  for (const name of names) await buildSite(name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  await runCommand(() => buildSites(asked.length > 0 ? asked : Object.keys(sites)));
}
