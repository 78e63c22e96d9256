// The toolchain on Debian without root: Debian's own packages, unpacked into the user's cache folder.

import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { debianSources, readOsRelease, withSuite } from "./apt-sources.mjs";
import { PrivateApt } from "./private-apt.mjs";
import { megabytes, run, SetupError, say, step } from "./progress.mjs";

// Raise when a root's contents change: every cache is then set up anew, into a new folder.
const layout = 1;

// The first release whose Emscripten can do what we ask of it (--emit-tsd).
const firstGoodRelease = 13;
const firstGoodSuite = "trixie";

const os = readOsRelease();
const foreign = Number(os.VERSION_ID) < firstGoodRelease;

// What clang and lld load at run time; everything else they depend on is part of any system that
// has a C++ compiler, and must be the system's own (libc and its loader go together).
const clangParts =
  /^(clang-\d+|lld-\d+|llvm-\d+|libllvm\d+|libclang-cpp\d+|libclang-common-\d+-dev|libclang-rt-\d+-dev|libz3-4|libxml2(-\d+)?|libicu\d+|libedit2|libbsd0|libmd0|libtinfo6|libffi8|liblzma5|zlib1g|libzstd1|ninja-build)$/;

// Variants of Emscripten's system libraries that our link never asks for: 1.5 of 1.6 GB.
const unneeded = [
  "./usr/share/doc",
  "./usr/share/man",
  "./usr/share/emscripten/test",
  "*/wasm32-emscripten/lto*",
  "*/wasm32-emscripten/pic*",
  "*/wasm32-emscripten/*-mt*",
  "*/wasm32-emscripten/*-ww*",
  "*/wasm32-emscripten/*san*",
  "*/wasm32-emscripten/libwasmfs*",
  "*/lib/linux/*-i386*",
  "*/bin/llvm-exegesis",
];

/**
 * Each root is one folder: `source` says which apt resolves it, `want` what is asked for and `keep`
 * which of the packages that this pulls in are unpacked; `finish` makes the unpacked files runnable.
 */
const roots = [
  {
    name: "emscripten",
    source: "new",
    want: () => ["emscripten"],
    keep: (name) =>
      ["emscripten", "binaryen", "node-acorn"].includes(name) ||
      (foreign && ["libc6", "libgcc-s1", "libstdc++6"].includes(name)),
    finish: finishEmscripten,
  },
  {
    name: "clang",
    source: "own",
    want: (llvm) => [`clang-${llvm}`, `lld-${llvm}`, `llvm-${llvm}`, `libclang-rt-${llvm}-dev`, "ninja-build"],
    keep: (name) => clangParts.test(name),
    finish: finishClang,
  },
  {
    // Apart from clang because it runs on clang's libraries: only its own file is unpacked.
    name: "clang-format",
    source: "own",
    want: (llvm) => [`clang-format-${llvm}`],
    keep: (name) => /^clang-format-\d+$/.test(name),
    finish: finishClangFormat,
  },
  {
    name: "headers",
    source: "new",
    want: () => ["libxtensor-dev", "xtl-dev", "libxsimd-dev"],
    keep: (name) => ["libxtensor-dev", "xtl-dev", "libxsimd-dev"].includes(name),
    finish: () => {},
  },
  { name: "catch2", source: "new", sourcePackage: "catch2" },
];

export function isDebian() {
  return os.ID === "debian" && Number(os.VERSION_ID) >= 12;
}

/** Where a root is or will be. */
export function rootPath(cache, name) {
  return join(cache, `debian-${os.VERSION_ID}-${process.arch}-${layout}`, name);
}

const stampOf = (folder) => join(folder, "livefig-stamp.json");

export function isReady(cache, name) {
  return existsSync(stampOf(rootPath(cache, name)));
}

/** Unpacks the named roots. The caller holds the cache's lock. */
export async function unpackRoots(cache, names) {
  const missing = roots.filter((root) => names.includes(root.name) && !isReady(cache, root.name));
  if (missing.length === 0) return;
  for (const tool of ["apt-get", "apt-config", "dpkg-deb", "tar", "python3"]) await requireTool(tool);

  const { own, archive } = debianSources();
  const scratch = join(cache, "apt");
  const apts = {
    new: new PrivateApt(
      join(scratch, firstGoodSuite),
      withSuite(archive, foreign ? firstGoodSuite : os.VERSION_CODENAME),
    ),
    own: new PrivateApt(join(scratch, "own"), own),
  };
  await step("reading Debian's package lists (30 MB)", () =>
    Promise.all([apts.new.update(), missing.some((root) => root.source === "own") && apts.own.update()]),
  );

  const llvm = await llvmVersion(apts.new);
  const results = await Promise.allSettled(missing.map((root) => unpackRoot(root, apts[root.source], cache, llvm)));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
  rmSync(scratch, { recursive: true, force: true });
}

async function requireTool(tool) {
  await run("sh", ["-c", `command -v ${tool}`]).catch(() => {
    throw new SetupError(`the set-up needs ${tool}: install it and run again`);
  });
}

async function llvmVersion(apt) {
  const packages = await apt.resolve(["emscripten"]);
  const clang = packages.map(({ name }) => /^clang-(\d+)$/.exec(name)).find(Boolean);
  if (!clang) throw new SetupError("Debian's emscripten names no clang to go with it");
  return clang[1];
}

async function unpackRoot(root, apt, cache, llvm) {
  const target = rootPath(cache, root.name);
  // Unpacked beside its place and renamed when whole, so that an interrupted run leaves no half root.
  const draft = `${target}.unfinished`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });

  const contents = [];
  if (root.sourcePackage) {
    const tarball = await apt.downloadSource(root.sourcePackage);
    await run("tar", ["-xf", tarball, "-C", draft, "--strip-components=1"]);
    contents.push(tarball.split("/").at(-1));
  } else {
    const packages = (await apt.resolve(root.want(llvm))).filter(({ name }) => root.keep(name));
    const bytes = packages.reduce((sum, entry) => sum + entry.bytes, 0);
    say(`${root.name}: downloading ${packages.length} packages, ${megabytes(bytes)} …`);
    const files = await apt.download(packages);
    await step(`${root.name}: unpacking`, async () => {
      for (const file of files) await unpackPackage(file, draft);
    });
    root.finish(draft, target, llvm, cache);
    contents.push(...packages.map(({ name, version }) => `${name} ${version}`));
  }

  writeFileSync(stampOf(draft), `${JSON.stringify({ layout, contents }, null, 2)}\n`);
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
  say(`${root.name}: ready in ${target}`);
}

function unpackPackage(file, folder) {
  return new Promise((resolve, reject) => {
    const fail = (code) => reject(new SetupError(`unpacking ${file} failed (${code})`));
    const source = spawn("dpkg-deb", ["--fsys-tarfile", file], { stdio: ["ignore", "pipe", "inherit"] });
    const excludes = unneeded.map((pattern) => `--exclude=${pattern}`);
    const unpack = spawn("tar", ["-x", "--wildcards", "--no-same-owner", ...excludes, "-C", folder], {
      stdio: [source.stdout, "inherit", "inherit"],
    });
    source.on("close", (code) => code !== 0 && fail(code));
    unpack.on("close", (code) => (code === 0 ? resolve() : fail(code)));
  });
}

// --- making unpacked files runnable -----------------------------------------------------------------

function writeScript(file, lines) {
  writeFileSync(file, `#!/bin/sh\n${lines.join("\n")}\n`);
  chmodSync(file, 0o755);
}

function libraryFolder(root) {
  const folder = readdirSync(join(root, "usr/lib")).find((name) => name.endsWith("-linux-gnu"));
  return `usr/lib/${folder}`;
}

/** `bin/` gets one wrapper per LLVM tool that finds clang's own libraries first. */
function wrapTools(draft, target, llvm, libraries) {
  const tools = `usr/lib/llvm-${llvm}/bin`;
  mkdirSync(join(draft, "bin"));
  for (const tool of readdirSync(join(draft, tools))) {
    writeScript(join(draft, "bin", tool), [
      `export LD_LIBRARY_PATH="${libraries}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
      `exec "${target}/${tools}/${tool}" "$@"`,
    ]);
  }
}

function finishClang(draft, target, llvm) {
  wrapTools(draft, target, llvm, join(target, libraryFolder(draft)));
  for (const tool of ["clang", "clang++"]) {
    if (!existsSync(join(draft, "bin", `${tool}-${llvm}`))) symlinkSync(tool, join(draft, "bin", `${tool}-${llvm}`));
  }
  if (existsSync(join(draft, "usr/bin/ninja"))) symlinkSync("../usr/bin/ninja", join(draft, "bin", "ninja"));
}

function finishClangFormat(draft, target, llvm, cache) {
  // Debian's folder of libraries is called alike in every root; clang's may still be being unpacked.
  const folder = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  wrapTools(draft, target, llvm, join(rootPath(cache, "clang"), "usr/lib", folder));
}

/** Binaryen's tools run on the libc they were built for; Emscripten's configuration names its LLVM. */
function finishEmscripten(draft, target, _llvm, cache) {
  mkdirSync(join(draft, "binaryen/bin"), { recursive: true });
  const libraries = libraryFolder(draft);
  for (const tool of readdirSync(join(draft, "usr/bin")).filter((name) => name.startsWith("wasm"))) {
    const loader = foreign ? readdirSync(join(draft, libraries)).find((name) => /^ld-linux.*\.so/.test(name)) : null;
    const command = loader
      ? `exec "${target}/${libraries}/${loader}" --library-path "${target}/${libraries}" "${target}/usr/bin/${tool}" "$@"`
      : `LD_LIBRARY_PATH="${target}/${libraries}" exec "${target}/usr/bin/${tool}" "$@"`;
    writeScript(join(draft, "binaryen/bin", tool), [command]);
  }
  const emscripten = join(draft, "usr/share/emscripten");
  symlinkSync("../nodejs", join(emscripten, "node_modules"));
  const config = {
    LLVM_ROOT: join(rootPath(cache, "clang"), "bin"),
    BINARYEN_ROOT: join(target, "binaryen"),
  };
  const lines = Object.entries(config).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  lines.push("FROZEN_CACHE = True");
  // Whatever Node runs the build also runs Emscripten's scripts, wherever it was moved since.
  lines.push("import shutil", `NODE_JS = shutil.which("node") or ${JSON.stringify(process.execPath)}`);
  writeFileSync(join(emscripten, ".emscripten"), `${lines.join("\n")}\n`);
}

/** The version of Emscripten in a folder that holds emcc, such as "3.1.69"; null if there is none. */
export function emscriptenVersion(folder) {
  const file = join(folder, "emscripten-version.txt");
  return existsSync(file) ? (/\d+\.\d+\.\d+/.exec(readFileSync(file, "utf8"))?.[0] ?? null) : null;
}
