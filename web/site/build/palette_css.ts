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
      return [
        `:root { ${light} }`,
        `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }`,
        `:root[data-theme="dark"] { ${dark} }`,
        // Paper is white and its ink is black, whatever the screen shows.
        `@media print { :root, :root[data-theme="dark"] { ${light} --lf-paper: #ffffff; --lf-ink: #000000; } }`,
      ].join("\n");
    },
  };
}
