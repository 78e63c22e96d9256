// Programs of the system that only tests need: found, or as root installed, or reported as missing.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run, say, step } from "./progress.mjs";
import { cacheFolder, findOnPath } from "./toolchain.mjs";

const onPath = (name) => () => findOnPath(name) !== null;
/** Modules of the system's Python, with commas between. */
const inPython = (name) => () =>
  spawnSync(process.env.LIVEFIG_TORCH_PYTHON ?? "/usr/bin/python3", ["-c", `import ${name}`]).status === 0;

/** Installed it would start to serve the machine's port 80, so it is unpacked into our cache instead. */
const unpacked = (name) => join(cacheFolder(), "unpacked", name);
export const nginxProgram = () =>
  [findOnPath("nginx"), "/usr/sbin/nginx", join(unpacked("nginx"), "usr/sbin/nginx")].find(
    (path) => path && existsSync(path),
  ) ?? null;

/**
 * The folder of OpenBLAS's libblas.so.3, or null. Debian's PyTorch multiplies by whichever libblas is installed, and the
 * reference one is twenty times slower: no yardstick. Unpacked, it leaves the system's choice alone.
 */
export function openblasFolder() {
  const roots = ["/", unpacked("openblas")].map((root) => join(root, "usr/lib"));
  const folders = roots.flatMap((root) =>
    existsSync(root) ? readdirSync(root).map((name) => join(root, name, "openblas-pthread")) : [],
  );
  return folders.find((folder) => existsSync(join(folder, "libblas.so.3"))) ?? null;
}

/** Where Debian's package puts the theme. */
const material = "/usr/share/mkdocs/themes/material";

/**
 * `find` says whether it is there; `packages` are Debian's; one that is to be only `unpacked` says so. Add a row to ask
 * for another one.
 */
export const systemPrograms = {
  chromium: { find: () => existsSync(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium"), packages: ["chromium"] },
  torch: { find: inPython("torch"), packages: ["python3-torch"] },
  sklearn: { find: inPython("sklearn"), packages: ["python3-sklearn"] },
  black: { find: inPython("black"), packages: ["black"] },
  jupyter: {
    find: inPython("nbformat, nbconvert, ipykernel"),
    packages: ["python3-nbformat", "python3-nbconvert", "python3-ipykernel"],
  },
  onnx: { find: inPython("onnx"), packages: ["python3-onnx"] },
  firefox: { find: onPath("firefox-esr"), packages: ["firefox-esr"] },
  webkit: { find: onPath("WebKitWebDriver"), packages: ["webkit2gtk-driver", "libwebkit2gtk-4.1-0"] },
  mkdocs: { find: () => onPath("mkdocs")() && existsSync(material), packages: ["mkdocs", "mkdocs-material"] },
  sphinx: { find: onPath("sphinx-build"), packages: ["python3-sphinx"] },
  hugo: { find: onPath("hugo"), packages: ["hugo"] },
  nginx: { find: () => nginxProgram() !== null, packages: ["nginx"], unpacked: true },
  openblas: { find: () => openblasFolder() !== null, packages: ["libopenblas0-pthread"], unpacked: true },
  xvfb: { find: onPath("xvfb-run"), packages: ["xvfb", "xauth"] },
};

async function unpack(name, packages, env) {
  const folder = unpacked(name);
  mkdirSync(folder, { recursive: true });
  await run("apt-get", ["download", "-q", "-o", "APT::Sandbox::User=root", ...packages], { cwd: folder, env });
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith(".deb")))
    await run("dpkg-deb", ["-x", join(folder, file), folder]);
}

/**
 * Looks for the named programs and, as root on a Debian, installs the missing ones.
 * Resolves with those still missing: name → how to get it.
 */
export async function setUpSystem(names) {
  const missing = names.filter((name) => !systemPrograms[name].find());
  const toUnpack = (name) => systemPrograms[name].unpacked === true;
  const packages = missing.filter((name) => !toUnpack(name)).flatMap((name) => systemPrograms[name].packages);
  if (missing.length > 0 && process.getuid?.() === 0 && findOnPath("apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    try {
      await step(
        `installing for the tests, as root: ${missing.flatMap((name) => systemPrograms[name].packages).join(", ")}`,
        async () => {
          await run("apt-get", ["update", "-q"], { env });
          if (packages.length > 0)
            await run("apt-get", ["install", "-qy", "--no-install-recommends", ...packages], { env });
          for (const name of missing.filter(toUnpack)) await unpack(name, systemPrograms[name].packages, env);
        },
      );
    } catch (error) {
      say(`that failed, the stages that need it will be skipped: ${error.message}`);
    }
  }
  const still = missing.filter((name) => !systemPrograms[name].find());
  return Object.fromEntries(
    still.map((name) => [name, `${name} is missing: apt-get install ${systemPrograms[name].packages.join(" ")}`]),
  );
}
