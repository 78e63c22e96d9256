/**
 * Every view on one page, to be looked at: `npx tsx tests/web/views/gallery.ts OUT.html [--width 320] [--theme dark]
 * [--painter canvas] [--only NAME]`. Each case once, by the SVG painter unless told otherwise.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "vite";
import { declarations, type Theme } from "../../../web/scene/palette.js";
import { svgText } from "../../../web/scene/svg.js";
import { canvasFaces } from "../../../web/scene/type.js";
import { cases, draw } from "./cases.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: "string", default: "560" },
    theme: { type: "string", default: "light" },
    painter: { type: "string", default: "svg" },
    only: { type: "string", default: "" },
    columns: { type: "string", default: "2" },
  },
});
const width = Number(values.width);
const theme = values.theme as Theme;
const shown = cases.filter(({ name }) => values.only.split(",").some((part) => name.includes(part)));

/** The painter as one classic script, so that the page opens from a file. */
async function painterScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("../../../web/scene/canvas.ts", import.meta.url)),
        formats: ["iife"],
        name: "livefig",
        fileName: "canvas",
      },
    },
  });
  const [first] = [result].flat().flatMap((each) => ("output" in each ? each.output : []));
  if (first?.type !== "chunk") throw new Error("the painter did not build to one script");
  return first.code;
}

/** Typed arrays as lists; NaN becomes null, which is as little finite. */
const plain = (_key: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value);

async function body(): Promise<string> {
  if (values.painter !== "canvas") {
    const pictures = shown.map(
      (each, index) =>
        `<figure><p>${each.name}</p>${svgText(draw(each, width), { title: each.name, id: `case-${index}` })}</figure>`,
    );
    return pictures.join("\n");
  }
  const scenes = JSON.stringify(
    shown.map((each) => draw(each, width)),
    plain,
  );
  const frames = shown.map((each) => `<figure><p>${each.name}</p><canvas></canvas></figure>`).join("\n");
  return `${frames}
<script>${await painterScript()}</script>
<script>
const scenes = ${scenes};
Promise.all(${JSON.stringify(canvasFaces)}.map((face) => document.fonts.load(face))).then(() => document.querySelectorAll("canvas").forEach((canvas, index) => {
  const scene = scenes[index], ratio = 2;
  canvas.width = scene.width * ratio; canvas.height = scene.height * ratio;
  canvas.style.width = scene.width + "px"; canvas.style.height = scene.height + "px";
  new livefig.CanvasPainter(canvas.getContext("2d")).paint(scene, { theme: ${JSON.stringify(theme)}, ratio });
}));
</script>`;
}

const fonts = fileURLToPath(new URL("../../../node_modules/@fontsource/", import.meta.url));
const face = (family: string, file: string, weight: number) =>
  `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("file://${fonts}${file}"); }`;
writeFileSync(
  positionals[0] ?? "gallery.html",
  `<!doctype html><meta charset="utf-8"><title>livefig views</title><style>
${face("IBM Plex Sans", "ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2", 400)}
${face("IBM Plex Sans", "ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2", 600)}
${face("IBM Plex Mono", "ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2", 400)}
${face("STIX Two Text", "stix-two-text/files/stix-two-text-latin-400-normal.woff2", 400)}
:root { ${declarations(theme)} }
body { margin: 16px; background: var(--lf-paper); color: var(--lf-muted); font: 12px "IBM Plex Sans", sans-serif;
  display: grid; grid-template-columns: repeat(${values.columns}, ${width}px); gap: 28px 40px; align-items: start; }
figure { margin: 0; } figure p { margin: 0 0 8px; border-bottom: 1px solid var(--lf-rule); font-family: monospace; }
svg, canvas { display: block; }
</style>
${await body()}
`,
);
