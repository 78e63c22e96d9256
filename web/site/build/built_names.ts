/** The built files that pages name: written down by the build, so that pages can be made again without it. */
import type { Rolldown } from "vite";
import type { PageFiles } from "../pipeline/page.js";

/** Paths from the site's root. */
export interface BuiltNames {
  css: string[];
  site: string;
  element: string;
  /** What the browser may fetch before it is asked to. */
  modules: string[];
  fonts: string[];
}

export function builtNames(bundle: Rolldown.OutputBundle): BuiltNames {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entry = (name: string) => {
    const chunk = chunks.find((file) => file.isEntry && file.name === name);
    if (!chunk) throw new Error(`the build has no ${name}.js`);
    return chunk;
  };
  const names = Object.keys(bundle);
  const matching = (pattern: RegExp) => names.filter((name) => pattern.test(name));
  const element = entry("figures");
  return {
    css: matching(/^assets\/site-.*\.css$/),
    site: entry("site").fileName,
    element: element.fileName,
    modules: element.imports.filter((name) => name in bundle),
    fonts: matching(/\.woff2$/),
  };
}

/** Of the title, the lead, the labels and the contents. */
const firstFonts = /(stix-two-text-latin-400-(normal|italic)|ibm-plex-(sans|mono)-latin-400-normal)/;

/** Fonts that a text needs besides those of its first screen. One that comes after the first layout costs another layout. */
const laterFonts: readonly (readonly [needed: RegExp, name: RegExp])[] = [
  [/<strong|<h2/, /stix-two-text-latin-600-normal/],
  [/<live-figure|<th/, /ibm-plex-sans-latin-600-normal/],
  [/class="static-figure"[^]*?[\u0370-\u03ff]/, /ibm-plex-sans-greek-400-normal/],
  [/<math/, /livefig-math/],
];

/** As a page names them that stands `root` below the site's root; `live` where it has figures, `text` its own where it is long. */
export function pageFiles(names: BuiltNames, root: string, live: boolean, text = ""): PageFiles {
  const at = (name: string) => root + name;
  // A preload that is not used warns.
  const needed = [firstFonts, ...laterFonts.flatMap(([part, name]) => (part.test(text) ? [name] : []))];
  const fonts = needed.flatMap((font) => names.fonts.filter((name) => font.test(name)));
  return {
    root,
    css: names.css.map(at),
    theme: at("theme.js"),
    site: at(names.site),
    live: live ? { early: at("early.js"), element: at(names.element) } : undefined,
    modules: names.modules.map(at),
    fonts: fonts.map(at),
  };
}
