/** Lets livefig.js be imported where there is no window, as a course site's build does: nothing is drawn there. */
import type { Plugin } from "vite";

/** What Lit's modules touch while they are evaluated, by the end of the module's path. */
const standIns: Readonly<Record<string, string>> = {
  "/lit-html/lit-html.js": "const document = globalThis.document ?? { createTreeWalker() {} };",
  "/@lit/reactive-element/reactive-element.js": "const HTMLElement = globalThis.HTMLElement ?? class {};",
};

export function importAnywhere(): Plugin {
  return {
    name: "livefig:import-anywhere",
    transform(code, id) {
      const file = Object.keys(standIns).find((name) => id.split("?")[0].endsWith(name));
      // The stand-in has the name of what it stands in for, in this module alone.
      return file === undefined ? undefined : { code: standIns[file] + code, map: null };
    },
  };
}
