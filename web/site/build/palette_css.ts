/** The figures' palette as a style sheet for the page: one place for colours, web/scene/palette.ts. */
import type { Plugin } from "vite";
import { declarations } from "../../scene/palette.js";

const name = "virtual:palette.css";

export function paletteCss(): Plugin {
  return {
    name: "livefig:palette-css",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return;
      const [light, dark] = [declarations("light"), declarations("dark")];
      // Dark is for screens: paper is light, whatever the reader chose for the screen.
      return `:root { ${light} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
@media screen { :root[data-theme="dark"] { ${dark} } }
@media print { :root { --lf-paper: #ffffff; --lf-ink: #000000; } }`;
    },
  };
}
