/** What editors and type checkers read of the package: one .d.ts per entry, and custom-elements.json out of its JSDoc. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as untypedAnalyzer from "@custom-elements-manifest/analyzer";
import { litPlugin } from "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";
import { generateDtsBundle } from "dts-bundle-generator";
import ts from "typescript";
import type { Plugin } from "vite";

/** Its own declarations describe its plugins only. `ts` is the compiler whose trees it reads: not ours. */
const analyzer = untypedAnalyzer as unknown as {
  create(input: { modules: ts.SourceFile[]; plugins: unknown[]; context: { dev: boolean } }): Manifest;
  ts: typeof ts;
};

/** The part of a manifest that we touch. */
interface Manifest {
  modules: { path: string; declarations: Declaration[]; exports: object[] }[];
}
interface Declaration {
  name: string;
  members?: { privacy?: string }[];
  events?: { name?: string }[];
  superclass?: { name: string; package?: string };
  tagName?: string;
}

export interface PackageTypes {
  /** The checkout. */
  root: string;
  /** Declarations by file, each with all that its entry refers to in it. */
  whole: Record<string, string>;
  /** Declarations by file of modules that only pass others on: their imports stay. */
  passed: Record<string, string>;
  /** The module of the element. */
  element: string;
}

export function packageTypes(options: PackageTypes): Plugin {
  return {
    name: "livefig:package-types",
    apply: "build",
    generateBundle() {
      for (const [fileName, source] of Object.entries(kept(options))) this.emitFile({ type: "asset", fileName, source });
    },
  };
}

/** Made anew only when a source has changed: it takes the compiler ten seconds. */
function kept(options: PackageTypes): Record<string, string> {
  const folder = join(options.root, "build/types");
  const hash = createHash("sha256").update(JSON.stringify(options));
  for (const name of readdirSync(join(options.root, "web"), { recursive: true, encoding: "utf8" }).sort())
    if (name.endsWith(".ts")) hash.update(name).update(readFileSync(join(options.root, "web", name)));
  const file = join(folder, `${hash.digest("hex")}.json`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(made(options)));
  }
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

function made({ root, whole, passed, element }: PackageTypes): Record<string, string> {
  const entries = Object.values(whole).map((path) => ({
    filePath: join(root, path),
    libraries: { importedLibraries: ["lit"] },
    // The element's own words about the page, which the engine knows nothing of, though the compiler sees both.
    output: { exportReferencedTypes: false, inlineDeclareGlobals: path.includes("/elements/"), noBanner: true },
  }));
  const bundles = generateDtsBundle(entries, { preferredConfigPath: join(root, "tsconfig.json") });
  const files = Object.fromEntries(Object.keys(whole).map((name, index) => [name, withoutLit(bundles[index])]));
  for (const [name, path] of Object.entries(passed)) {
    const source = readFileSync(join(root, path), "utf8");
    files[name] = ts.transpileDeclaration(source, { fileName: path, compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  }
  return { ...files, "custom-elements.json": manifest(root, element) };
}

/** Lit is inside the scripts, so no type may name it; what it adds to HTMLElement is nobody's to call. */
function withoutLit(text: string): string {
  const own = text.replace(/^import .* from ['"]lit['"];\n/m, "").replace("extends LitElement", "extends HTMLElement");
  if (/\blit\b|LitElement/.test(own)) throw new Error("the package's types name Lit: mark what does as @internal");
  return own;
}

/** The element's public side, as the Custom Elements Manifest says it (schema 1.0.0). */
function manifest(root: string, element: string): string {
  const source = readFileSync(join(root, element), "utf8");
  const module = analyzer.ts.createSourceFile("element.js", source, analyzer.ts.ScriptTarget.ES2022, true);
  const found = analyzer.create({ modules: [module], plugins: litPlugin(), context: { dev: false } });
  const [{ path, declarations }] = found.modules;
  for (const one of declarations) {
    one.members = one.members?.filter(({ privacy }) => privacy !== "private");
    // It also lists the name that our one `new CustomEvent` computes.
    one.events = one.events?.filter(({ name }) => name !== undefined);
    one.superclass = { name: "HTMLElement" };
  }
  const defined = declarations.map(({ name, tagName }) => ({
    kind: "custom-element-definition",
    name: tagName,
    declaration: { name, module: path },
  }));
  found.modules.push({ path: "define.js", declarations: [], exports: defined });
  return `${JSON.stringify(found, null, 2)}\n`;
}
