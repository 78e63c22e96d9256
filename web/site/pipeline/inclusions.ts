/** What a documentation page takes from elsewhere: files that tests run, a section of another text, the element's manifest. */
import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { type ElementDescription, elementTables } from "./element_tables.js";

export interface Sources {
  /** The project's folder, which paths are relative to. */
  root: string;
  element: ElementDescription;
}

const languages: Record<string, string> = {
  ".mjs": "js",
  ".jsx": "jsx",
  ".md": "markdown",
  ".rst": "rst",
  ".py": "python",
};

/** Replaces lines of `::snippet{src=…}`, `::include{src=… section="…"}` and `::element`. Throws with what is not there. */
export function includeAll(markdown: string, { root, element }: Sources): string {
  const read = (src: string) => readFileSync(join(root, src), "utf8");
  return markdown
    .replace(/^::snippet\{src=(\S+)\}$/gm, (_, src: string) => snippet(src, read(src)))
    .replace(/^::include\{src=(\S+) section="([^"]+)"\}$/gm, (_, src: string, title: string) =>
      section(read(src), title, src),
    )
    .replace(/^::element$/gm, () => elementTables(element));
}

/** A site's own path of the file, and its text as code. */
function snippet(src: string, text: string): string {
  const path = src.replace(/^tests\/embed\/sites\/[^/]+\//, "").replace(/^web\/site\/docs\//, "");
  const language = languages[extname(src)] ?? extname(basename(src)).slice(1);
  return `\`${path}\`\n\n\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``;
}

function section(text: string, title: string, src: string): string {
  const begin = text.indexOf(`## ${title}\n`);
  if (begin < 0) throw new Error(`${src} has no section "${title}"`);
  const rest = text.slice(begin + title.length + 4);
  const end = rest.search(/^## /m);
  // Its own headings become the page's.
  return (end < 0 ? rest : rest.slice(0, end)).replace(/^###/gm, "##").trim();
}
