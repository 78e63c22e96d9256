// Builds the course sites into build/embed, each by its own generator. By hand: `node tests/embed/build.mjs hugo`.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, step } from "../../scripts/setup/progress.mjs";
import { runCommand } from "../../scripts/setup/setup.mjs";
import { projectFolder } from "../../scripts/setup/toolchain.mjs";
import { installGenerators, packLivefig, unpackLivefig } from "./install.mjs";
import { sites } from "./sites.mjs";

const sources = fileURLToPath(new URL("sites/", import.meta.url));
export const built = join(projectFolder, "build/embed");
const work = join(built, "work");

/** The course's own figures: that of the documentation, and one of a lesson's. */
function copyFigures(folder) {
  cpSync(join(projectFolder, "web/site/docs/figures"), join(folder, "figures"), { recursive: true });
  const lesson = "lessons/deep-learning-basics/figures/04-dropout.json";
  cpSync(join(projectFolder, lesson), join(folder, "figures/04-dropout.json"));
}

/** The runtime as an author without npm copies it: the whole of dist/, as "livefig". */
function copyRuntime(folder) {
  cpSync(join(projectFolder, "dist"), join(folder, "livefig"), { recursive: true });
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

async function buildSite(name, tarball) {
  const { command, assets, npm, output } = sites[name];
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, name), folder, { recursive: true });
  if (assets) copyFigures(join(folder, assets));
  if (assets && !npm) copyRuntime(join(folder, assets));
  if (npm) await unpackLivefig(tarball, folder);
  if (command) {
    const path = [join(work, "node_modules/.bin"), process.env.PATH].join(delimiter);
    const env = { ...process.env, PATH: path, ASTRO_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    await step(`${name}: ${command.join(" ")}`, () => run(command[0], command.slice(1), { cwd: folder, env }));
  }
  const target = join(built, "course", name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(folder, output), target, { recursive: true });
  servePlainly(target);
}

/** Builds the named sites and the content network that some of them load the figures from. */
export async function buildSites(names) {
  if (!existsSync(join(projectFolder, "dist/livefig.js"))) throw new Error("dist/ is missing: npm run build");
  const cdn = join(built, "cdn");
  rmSync(cdn, { recursive: true, force: true });
  copyFigures(cdn);
  copyRuntime(cdn);
  let tarball;
  if (names.some((name) => sites[name].npm)) {
    // Beside the sites, where each of them looks for what it does not hold itself.
    rmSync(join(work, "node_modules"), { force: true });
    mkdirSync(work, { recursive: true });
    symlinkSync(await installGenerators(), join(work, "node_modules"));
    tarball = await packLivefig(join(built, "pack"));
  }
  for (const name of names) await buildSite(name, tarball);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  await runCommand(() => buildSites(asked.length > 0 ? asked : Object.keys(sites)));
}
