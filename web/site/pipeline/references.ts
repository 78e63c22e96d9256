/** What a lesson's text refers to, and the places in it that can be referred to: for `npm run lesson:check`. */
import type { Element, Root } from "hast";
import { toString } from "hast-util-to-string";
import { visit } from "unist-util-visit";

export interface Link {
  url: string;
  line: number;
}

export interface References {
  links: Link[];
  ids: string[];
  /** Line and sentence of what is wrong with the text alone. */
  complaints: { line: number; problem: string }[];
}

const lineOf = (node: { position?: { start: { line: number } } | undefined }): number => node.position?.start.line ?? 1;

/** After the author's own heading ids are in place and before others are made. */
export function collectReferences(tree: Root, { links, complaints }: References): void {
  let level = 1;
  visit(tree, (node) => {
    // Code is text too, and what stands in it refers to nothing.
    if (node.type === "element" && node.tagName === "code") return "skip";
    if (node.type === "text") {
      const note = /\[\^[^\]\s]+\]/.exec(node.value);
      if (note) complaints.push({ line: lineOf(node), problem: `${note[0]}: there is no such reference` });
    }
    if (node.type !== "element") return;
    const { href, src, alt, id } = node.properties;
    if (node.tagName === "a" && typeof href === "string") links.push({ url: href, line: lineOf(node) });
    if (node.tagName === "img") {
      links.push({ url: String(src), line: lineOf(node) });
      if (!String(alt ?? "").trim())
        complaints.push({
          line: lineOf(node),
          problem: `${src}: the picture has no text alternative: ![what it shows](…)`,
        });
    }
    const depth = /^h([1-6])$/.exec(node.tagName)?.[1];
    if (depth === undefined || id === "footnote-label") return;
    checkHeading(node, Number(depth), level, complaints);
    level = Number(depth);
  });
}

function checkHeading(node: Element, depth: number, above: number, complaints: References["complaints"]): void {
  const said = `“${toString(node)}”`;
  const complain = (problem: string) => complaints.push({ line: lineOf(node), problem });
  if (depth === 1) complain(`${said}: begins with ##: the lesson's title is the page's one first heading`);
  else if (depth > above + 1) complain(`${said}: a heading of level ${depth} below one of level ${above}`);
  if (depth === 2 && node.properties.id === undefined)
    complain(`${said}: has no id: write ## ${toString(node)} {#short-name}, which stays when the words change`);
}

/** Every id of the finished page, figures' included. */
export function collectIds(tree: Root, { ids }: References): void {
  visit(tree, (node) => {
    if (node.type === "element" && typeof node.properties.id === "string") ids.push(node.properties.id);
    if (node.type === "raw")
      ids.push(...[...node.value.matchAll(/<live-figure id="([^"]+)"/g)].map((found) => found[1]!));
  });
}
