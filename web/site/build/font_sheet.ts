/**
 * livefig-fonts.css with its files in fonts/: the faces of a figure's labels under names that do not change, for pages
 * elsewhere that want them. A figure takes a page's IBM Plex where it has it, and the system's fonts where it has not.
 */
import { posix } from "node:path";
import type { Plugin } from "vite";

export function fontSheet(fileName: string): Plugin {
  return {
    name: "livefig:font-sheet",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const faces = Object.values(bundle).flatMap((file) =>
          file.type === "asset" && /^assets\/site-.*\.css$/.test(file.fileName)
            ? (String(file.source).match(/@font-face\s*{[^}]*IBM Plex[^}]*}/g) ?? [])
            : [],
        );
        if (faces.length === 0) throw new Error("the site's style sheet names no IBM Plex");
        const named = faces.map((face) =>
          face.replace(/url\(["']?\.\/([^"')]+)["']?\)/, (_, file: string) => {
            const asset = bundle[posix.join("assets", file)];
            if (asset?.type !== "asset") throw new Error(`${file} is missing`);
            const stable = `fonts/${file.replace(/-[^-]*(?=\.woff2$)/, "")}`;
            this.emitFile({ type: "asset", fileName: stable, source: asset.source });
            return `url(${stable})`;
          }),
        );
        this.emitFile({ type: "asset", fileName, source: `${named.join("\n")}\n` });
      },
    },
  };
}
