// Proves that includes and imports go one way: a folder is a layer and may use only what its row lists.
// By hand: `node scripts/check-layers.mjs`.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "./setup/toolchain.mjs";

const kernelLayers = ["base", "random", "kernels", "tensor"];
const modelLayers = [...kernelLayers, "layers", "network"];
const programLayers = [...modelLayers, "optimizers", "data", "program"];

/** C++: folder of engine/ → the folders it may include, besides itself. */
export const engineLayers = {
  base: [],
  random: ["base"],
  kernels: ["base"],
  tensor: ["base", "kernels"],
  layers: kernelLayers,
  network: [...kernelLayers, "layers"],
  optimizers: ["base", "kernels", "tensor"],
  data: kernelLayers,
  program: programLayers,
  training: programLayers,
  probes: [...programLayers, "training"],
  bindings: [...programLayers, "training", "probes"],
};

/** Loaded with the code panel, when it is first opened. */
const editorPackages = ["@codemirror/commands", "@codemirror/language", "@codemirror/state", "@codemirror/view"];

/**
 * TypeScript: folder of web/ → the folders it may import, those whose types alone it may import, and
 * the npm packages it may use ("*" is any). `dom: false` is code that runs in Node and in a worker.
 */
export const webLayers = {
  engine: { imports: [], packages: [], dom: false },
  strings: { imports: [], packages: [], dom: false },
  data: { imports: ["strings", "engine"], packages: [], dom: false },
  scene: { imports: [], packages: [] },
  figure: { imports: ["engine", "strings", "data"], packages: [] },
  code: { imports: ["engine", "figure"], packages: ["@lezer/common", "@lezer/python"], dom: false },
  views: { imports: ["scene", "figure", "strings"], types: ["engine"], packages: [] },
  controls: { imports: ["scene", "figure", "strings"], types: ["engine"], packages: ["lit"] },
  // react.ts is types alone: nothing of React is ever loaded.
  elements: {
    imports: ["strings", "data", "scene", "figure", "engine", "code", "views", "controls"],
    packages: ["lit", "react", ...editorPackages],
  },
  site: {
    imports: ["strings", "data", "scene", "figure", "engine", "code", "views", "controls", "elements"],
    packages: ["*"],
  },
};

const domWords = /\b(document|window|HTMLElement|customElements|localStorage)\b(?=\s*[.(<[])|\bextends HTMLElement\b/;

function filesBelow(folder, endings) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(folder, name))
    .sort();
}

function checkInclude(folder, root, file, included) {
  const [target] = included.split("/");
  const beside = join(dirname(file), included);
  if (!included.includes("/"))
    return existsSync(beside) ? null : `"${included}" is not beside it: write "folder/${included}"`;
  if (!existsSync(join(root, included))) return `"${included}" does not exist below engine/`;
  if (target === folder || engineLayers[folder].includes(target)) return null;
  return `${folder} may not include ${target}`;
}

export function checkEngine(root = join(projectFolder, "engine")) {
  const problems = [];
  const files = filesBelow(root, [".hpp", ".cpp"]);
  for (const file of files) {
    const [folder] = relative(root, file).split("/");
    if (!(folder in engineLayers)) {
      problems.push(`${file}: no row for engine/${folder} in scripts/check-layers.mjs`);
      continue;
    }
    const lines = readFileSync(file, "utf8").split("\n");
    lines.forEach((line, index) => {
      const include = /^\s*#\s*include\s*"([^"]+)"/.exec(line);
      const problem = include && checkInclude(folder, root, file, include[1]);
      if (problem) problems.push(`${file}:${index + 1}: ${problem}`);
    });
  }
  return { checked: files.length, problems };
}

/** `[specifier, isTypeOnly, line]` of every import and re-export, dynamic ones too. */
export function importsOf(text) {
  const found = [];
  const pattern =
    /\b(?:import|export)\s+(type\s)?(?:[\w*${}\s,]+?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;
  for (const match of text.matchAll(pattern)) {
    found.push([match[2] ?? match[3], Boolean(match[1]), text.slice(0, match.index).split("\n").length]);
  }
  return found;
}

function checkImport(folder, root, file, [specifier, typeOnly]) {
  const row = webLayers[folder];
  if (!specifier.startsWith(".")) {
    const name = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    if (row.packages.includes("*") || row.packages.includes(name)) return null;
    return `${folder} may not use the package ${name}`;
  }
  const path = relative(root, normalize(join(dirname(file), specifier)));
  if (path.startsWith("../build/"))
    return folder === "engine" || folder === "site" ? null : "only engine may import the wasm module";
  if (path.startsWith("..")) return folder === "site" ? null : `${specifier} is outside web/`;
  const [target] = path.split("/");
  if (target === folder || row.imports.includes(target)) return null;
  if (row.types?.includes(target)) return typeOnly ? null : `${folder} may import types only from ${target}`;
  return `${folder} may not import ${target}`;
}

export function checkWeb(root = join(projectFolder, "web")) {
  const problems = [];
  const files = filesBelow(root, [".ts"]);
  for (const file of files) {
    const [folder] = relative(root, file).split("/");
    if (folder.endsWith(".ts")) continue; // entry points and type declarations at the top tie layers together
    if (!(folder in webLayers)) {
      problems.push(`${file}: no row for web/${folder} in scripts/check-layers.mjs`);
      continue;
    }
    const text = readFileSync(file, "utf8");
    for (const found of importsOf(text)) {
      const problem = checkImport(folder, root, file, found);
      if (problem) problems.push(`${file}:${found[2]}: ${problem}`);
    }
    if (webLayers[folder].dom === false) {
      // Comments and strings may speak of a window.
      const prose = /\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/.*/g;
      const code = text.replace(prose, (words) => words.replace(/[^\n]/g, " "));
      code.split("\n").forEach((line, index) => {
        const word = domWords.exec(line);
        if (word) problems.push(`${file}:${index + 1}: ${folder} runs where there is no DOM, yet says "${word[0]}"`);
      });
    }
  }
  return { checked: files.length, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = [checkEngine(), checkWeb()];
  const problems = results.flatMap((result) => result.problems);
  for (const problem of problems) console.log(relative(projectFolder, problem));
  console.log(`layers: ${results.map((result) => result.checked).join(" + ")} files, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
