/** The code that puts a figure into another page, one piece for each of the ways. */
import { fragmentOf } from "./link.js";

export interface Places {
  /** livefig.js, absolute. */
  script: string;
  /** The figure's spec, absolute. */
  spec: string;
  name: string;
  title: string;
}

export interface Snippets {
  script: string;
  package: string;
  frame: string;
  /** The self-contained page: where it is, its file's name, and what its address ends with when a state is carried. */
  file: { href: string; name: string; fragment: string };
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const attribute = (text: string) => `"${text.replace(/[&<>"]/g, (character) => entities[character]!)}"`;

/** `state` is what figure/share.ts writes, null for the figure as it comes. */
export function snippets({ script, spec, name, title }: Places, state: string | null): Snippets {
  const figure = `<live-figure src=${attribute(spec)}${state ? ` state=${attribute(state)}` : ""}></live-figure>`;
  const page = spec.replace(/\.json([?#].*)?$/, "/");
  const fragment = state ? fragmentOf(name, state) : "";
  const host = script.replace(/livefig\.js$/, "livefig-frame.js");
  return {
    script: `<script type="module" src=${attribute(script)}></script>\n${figure}`,
    package: `npm install livefig\n\nimport "livefig/define";\n\n${figure}`,
    frame: [
      `<iframe data-livefig src=${attribute(`${page}index.html${fragment}`)} title=${attribute(title)}`,
      `  width="100%" height="640" loading="lazy" sandbox="allow-scripts" allow="clipboard-write"></iframe>`,
      `<script src=${attribute(host)} async></script>`,
    ].join("\n"),
    file: { href: `${page}index.html`, name: `${name}.html`, fragment },
  };
}

/** Where a page has no address that others could use (a file, a frame without a place). */
const ELSEWHERE = "https://your.site/";

/** An address that another page can use, whatever it is relative to here. */
export function publicUrl(path: string, base: string): string {
  const url = URL.canParse(path, base) ? new URL(path, base) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : ELSEWHERE + path.replace(/^.*:\/+|^[./]+/, "");
}
