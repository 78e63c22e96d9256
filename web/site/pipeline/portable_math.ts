/** KaTeX's MathML as browsers draw it: without its wrapper, and without the letter styles that MathML Core left out. */
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
      // \mathbb, \mathbf and the like: Chromium knows no mathvariant but "normal" and would draw a plain italic.
      const variant = node.properties.mathvariant ?? node.properties.mathVariant;
      if (variant && variant !== "normal") file.message(`this formula needs mathvariant="${variant}"`, parent?.position);
    });
  };
}

function isWrapper(node: Element): boolean {
  const classes = node.properties.className;
  return node.tagName === "span" && Array.isArray(classes) && classes.some((name) => /^katex(-display)?$/.test(`${name}`));
}
