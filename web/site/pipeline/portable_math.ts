/** KaTeX's MathML as browsers draw it: without its wrapper, and with what MathML Core left out done otherwise. */
import type { Element, Root } from "hast";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";

export function portableMath() {
  return (tree: Root, file: VFile) => {
    visit(tree, "element", (node: Element, index, parent) => {
      if (parent && index !== undefined && isWrapper(node)) {
        parent.children.splice(index, 1, ...node.children);
        return index;
      }
      if (node.tagName === "math" && parent?.type === "element" && index !== undefined) keepPunctuation(parent, index);
      if (node.tagName === "mtable") alignColumns(node);
      // \mathbb, \mathbf and the like: Chromium knows no mathvariant but "normal" and would draw a plain italic.
      const variant = node.properties.mathvariant ?? node.properties.mathVariant;
      if (variant && variant !== "normal")
        file.message(`this formula needs mathvariant="${variant}"`, parent?.position);
    });
  };
}

/** MathML Core ignores `columnalign`: the cells get classes, and the style sheet does what it said. */
function alignColumns(table: Element): void {
  const sides = String(table.properties.columnalign ?? table.properties.columnAlign ?? "").split(" ");
  for (const row of table.children) {
    if (row.type !== "element") continue;
    row.children.forEach((cell, index) => {
      if (cell.type === "element" && sides[index]) cell.properties.className = [sides[index]];
    });
  }
}

/** Browsers break a line between a formula and the full stop after it. */
function keepPunctuation(parent: Element, index: number): void {
  const [math, after] = parent.children.slice(index, index + 2);
  const mark = after?.type === "text" ? /^[.,;:?!)’”]+/.exec(after.value)?.[0] : undefined;
  if (!mark || after?.type !== "text" || isNoWrap(parent)) return;
  after.value = after.value.slice(mark.length);
  const properties = { className: ["nowrap"] };
  parent.children[index] = {
    type: "element",
    tagName: "span",
    properties,
    children: [math as Element, { type: "text", value: mark }],
  };
}

function isNoWrap({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.includes("nowrap");
}

function isWrapper(node: Element): boolean {
  const classes = node.properties.className;
  return (
    node.tagName === "span" && Array.isArray(classes) && classes.some((name) => /^katex(-display)?$/.test(`${name}`))
  );
}
