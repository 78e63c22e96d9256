/** Builds dist/: the element, the headless engine, the worker, the lesson pages and their files (see README). */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { classicScripts } from "./web/site/build/classic_scripts.js";
import { copiedFiles } from "./web/site/build/copied_files.js";
import { emscriptenGlue } from "./web/site/build/emscripten_glue.js";
import { figureSchemaFile } from "./web/site/build/figure_schema_file.js";
import { lessonPages } from "./web/site/build/lesson_pages.js";
import { paletteCss } from "./web/site/build/palette_css.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
        livefig: here("web/elements/define.ts"),
        engine: here("web/engine/load.ts"),
        site: here("web/site/site.ts"),
      },
      preserveEntrySignatures: "strict",
      external: [/^node:/, "module"],
      output: {
        entryFileNames: ({ name }) => (name === "site" ? "[name]-[hash].js" : "[name].js"),
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  plugins: [
    emscriptenGlue(),
    paletteCss(),
    classicScripts({
      "livefig-worker.js": here("web/engine/worker.ts"),
      "theme.js": here("web/site/theme.ts"),
    }),
    copiedFiles({
      "livefig.wasm": here("build/wasm/livefig.wasm"),
      "digits.bin": here("lessons/deep-learning-basics/data/digits.bin"),
      "icon.svg": here("web/site/icon.svg"),
    }),
    figureSchemaFile(here("web/site/build/figure_schema_text.ts")),
    lessonPages({ folder: here("lessons"), pictures: here("web/site/pictures/pictures.ts") }),
  ],
});
