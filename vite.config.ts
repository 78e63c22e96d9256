/** Builds dist/: the element, the headless engine, the worker, the lesson pages and their files (see README). */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { carriesItsPolicy, contentSecurityPolicy } from "./scripts/serve.mjs";
import { assetMarks } from "./web/site/build/asset_marks.js";
import { copiedFiles } from "./web/site/build/copied_files.js";
import { describedFiles } from "./web/site/build/described_files.js";
import { docPages } from "./web/site/build/doc_pages.js";
import { fontSheet } from "./web/site/build/font_sheet.js";
import { fonts } from "./web/site/build/fonts.js";
import { importAnywhere } from "./web/site/build/import_anywhere.js";
import { lessonPages } from "./web/site/build/lesson_pages.js";
import { offlineFiles } from "./web/site/build/offline_files.js";
import { packageTypes } from "./web/site/build/package_types.js";
import { paletteCss } from "./web/site/build/palette_css.js";
import { staticHeaders } from "./web/site/build/static_headers.js";
import { wholePages } from "./web/site/build/whole_pages.js";
import { readerText, wholeScripts } from "./web/site/build/whole_scripts.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const faces = [
  "stix-two-text-latin-400-normal",
  "stix-two-text-latin-400-italic",
  "stix-two-text-latin-600-normal",
].concat(
  ["ibm-plex-sans-latin-400-normal", "ibm-plex-sans-latin-600-normal", "ibm-plex-sans-greek-400-normal"],
  ["ibm-plex-mono-latin-400-normal", "ibm-plex-mono-latin-600-normal"],
);
/** "stix-two-text-latin-400-normal" lies in the package @fontsource/stix-two-text. */
const faceFile = (face: string) =>
  here(`node_modules/@fontsource/${face.replace(/-(latin|greek)-.*/, "")}/files/${face}.woff2`);

export default defineConfig({
  base: "./",
  publicDir: false,
  // The engine's files lie beside the scripts here, in the sources where their build puts them (web/engine/files.ts).
  define: { __LIVEFIG_DIST__: "true" },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    // The strict policy allows no data: URL.
    assetsInlineLimit: 0,
    modulePreload: false,
    // Files of the engine's are found beside the script that asks for them, so every script stands at the top.
    rolldownOptions: {
      input: {
        figures: here("web/elements/define.ts"),
        site: here("web/site/site.ts"),
      },
      // What a later chunk shares with an entry stays in the entry: a chunk of its own would be one more round trip.
      preserveEntrySignatures: "allow-extension",
      external: [/^node:/],
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
        // All that figures begin with is one file, whoever shares parts of it later: each more would be one more request.
        codeSplitting: { groups: [{ name: "first", tags: ["$initial"], test: /^(?!.*(\/web\/site\/|\.css))/ }] },
      },
    },
  },
  plugins: [
    readerText(),
    assetMarks(),
    importAnywhere(),
    paletteCss(),
    fonts({
      folder: here("build/fonts"),
      files: Object.fromEntries(faces.map((face) => [`${face}.woff2`, faceFile(face)])),
      texts: [here("lessons"), here("web")],
    }),
    wholeScripts({
      classic: {
        "livefig-worker.js": here("web/engine/worker.ts"),
        "livefig-frame.js": here("web/site/frame/host.ts"),
        "early.js": here("web/site/early.ts"),
        "theme.js": here("web/site/theme.ts"),
      },
      modules: {
        "livefig.js": here("web/elements/define.ts"),
        "element.js": here("web/elements/element.ts"),
        "define.js": { entry: here("web/elements/define.ts"), apart: { "/element.js": "./element.js" } },
        "react.js": { entry: here("web/elements/react.ts"), apart: { "/define.js": "./define.js" } },
        "engine.js": here("web/engine/load.ts"),
      },
    }),
    copiedFiles({
      "livefig.wasm": here("build/wasm/livefig.wasm"),
      "digits.bin": here("lessons/deep-learning-basics/data/digits.bin"),
      "icon.svg": here("web/site/icon.svg"),
    }),
    describedFiles(here("web/site/build/described_texts.ts"), { "figure.schema.json": here("figure.schema.json") }),
    packageTypes({
      root: here("."),
      whole: { "element.d.ts": "web/elements/element.ts", "engine.d.ts": "web/engine/load.ts" },
      passed: { "define.d.ts": "web/elements/define.ts", "react.d.ts": "web/elements/react.ts" },
      element: "web/elements/live_figure.ts",
    }),
    lessonPages({
      folder: here("lessons"),
      pictures: here("web/site/pictures/pictures.ts"),
      names: here("build/built_names.json"),
    }),
    fontSheet("livefig-fonts.css"),
    docPages({ root: here("."), folder: here("web/site/docs") }),
    wholePages({
      lesson: { first: here("web/site/theme.ts"), script: here("web/site/whole/lesson.ts") },
      figure: { first: here("web/site/whole/first.ts"), script: here("web/site/whole/figure.ts") },
    }),
    offlineFiles(here("web/site/service_worker.ts")),
    staticHeaders({ policy: contentSecurityPolicy, carriesItsPolicy }),
  ],
});
