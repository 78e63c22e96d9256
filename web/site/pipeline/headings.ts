/** Headings: an id of the author's choice (`## Title {#id}`), and the list that the table of contents is made of. */
import type { Element, Root } from "hast";
import { toString } from "hast-util-to-string";
import { visit } from "unist-util-visit";

export interface Heading {
  level: 2 | 3;
  id: string;
  text: string;
}

const marked = /\s*\{#([a-z0-9-]+)\}\s*$/;

/** Before rehype-slug, which leaves ids alone that are there. */
export function headingIds() {
  return (tree: Root) => {
    visit(tree, "element", (node: Element) => {
      if (!/^h[2-6]$/.test(node.tagName)) return;
      const last = node.children.at(-1);
      const id = last?.type === "text" ? marked.exec(last.value)?.[1] : undefined;
      if (id === undefined || last?.type !== "text") return;
      last.value = last.value.replace(marked, "");
      node.properties.id = id;
    });
  };
}

export function collectHeadings(tree: Root, into: Heading[]): void {
  visit(tree, "element", (node: Element) => {
    const level = node.tagName === "h2" ? 2 : node.tagName === "h3" ? 3 : 0;
    if (level) into.push({ level, id: String(node.properties.id), text: toString(node) } as Heading);
  });
}
