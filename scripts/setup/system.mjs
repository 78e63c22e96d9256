// Programs of the system that only tests need: found, or as root installed, or reported as missing.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run, say, step } from "./progress.mjs";
import { findOnPath } from "./toolchain.mjs";

const onPath = (name) => () => findOnPath(name) !== null;
const inPython = (name) => () =>
  spawnSync(process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3", ["-c", `import ${name}`]).status === 0;

/** `find` says whether it is there; `packages` are Debian's. Add a row to ask for another one. */
export const systemPrograms = {
  chromium: { find: () => existsSync(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"), packages: ["chromium"] },
  torch: { find: inPython("torch"), packages: ["python3-torch"] },
  sklearn: { find: inPython("sklearn"), packages: ["python3-sklearn"] },
  black: { find: inPython("black"), packages: ["black"] },
  firefox: { find: onPath("firefox-esr"), packages: ["firefox-esr"] },
  webkit: { find: onPath("WebKitWebDriver"), packages: ["webkit2gtk-driver", "libwebkit2gtk-4.1-0"] },
  mkdocs: { find: () => onPath("mkdocs")() && inPython("material")(), packages: ["mkdocs", "mkdocs-material"] },
  sphinx: { find: onPath("sphinx-build"), packages: ["python3-sphinx"] },
  hugo: { find: onPath("hugo"), packages: ["hugo"] },
  xvfb: { find: onPath("xvfb-run"), packages: ["xvfb", "xauth"] },
};

/**
 * Looks for the named programs and, as root on a Debian, installs the missing ones.
 * Resolves with those still missing: name → how to get it.
 */
export async function setUpSystem(names) {
  const missing = names.filter((name) => !systemPrograms[name].find());
  const packages = missing.flatMap((name) => systemPrograms[name].packages);
  if (missing.length > 0 && process.getuid?.() === 0 && findOnPath("apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    try {
      await step(`installing for the tests, as root: ${packages.join(", ")}`, async () => {
        await run("apt-get", ["update", "-q"], { env });
        await run("apt-get", ["install", "-qy", "--no-install-recommends", ...packages], { env });
      });
    } catch (error) {
      say(`that failed, the stages that need it will be skipped: ${error.message}`);
    }
  }
  const still = missing.filter((name) => !systemPrograms[name].find());
  return Object.fromEntries(
    still.map((name) => [name, `${name} is missing: apt-get install ${systemPrograms[name].packages.join(" ")}`]),
  );
}
