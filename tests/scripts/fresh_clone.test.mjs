/** In a fresh clone the commands set up npm's packages themselves: nothing that they load first may need one. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const scripts = fileURLToPath(new URL("../../scripts/", import.meta.url));
const statically = /^(?:import|export)\b[^;]*?from\s*"([^"]+)"|^import\s*"([^"]+)"/gm;

/** Packages that `file` and what it imports ask for as soon as they are loaded: `tsx, in scripts/…`. */
function packagesOf(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, "utf8").matchAll(statically)].flatMap(([, from, alone]) => {
    const name = from ?? alone;
    if (name.startsWith("node:")) return [];
    return name.startsWith(".") ? packagesOf(join(dirname(file), name), seen) : [`${name}, in ${file}`];
  });
}

const commands = readdirSync(scripts).filter((name) =>
  /^(start|test|test-long|dev|build|check|bench|ci|lesson-.*)\.mjs$/.test(name),
);

test.each(commands)("%s loads without npm's packages", (name) => {
  expect(packagesOf(join(scripts, name))).toEqual([]);
});
