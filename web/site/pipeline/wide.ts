/** Tables, code and display formulas scroll inside themselves on a phone, and can be reached by keyboard to do so. */
import type { Element, Root } from "hast";
import { SKIP, visit } from "unist-util-visit";
import type { SayOnPage } from "../../strings/pages.js";

export function wrapWideThings({ say }: { say: SayOnPage }) {
  const names: Record<string, string> = { table: say("table"), pre: say("codeBlock") };
  return (tree: Root) => {
    visit(tree, "element", (node: Element, index, parent) => {
      if (parent === undefined || index === undefined) return;
      if (node.tagName === "math" && node.properties.display === "block") {
        parent.children[index] = scroller("formula", say("formula"), node);
        return SKIP;
      }
      if (!(node.tagName in names)) return;
      parent.children[index] = scroller(node.tagName === "pre" ? "code" : "table", names[node.tagName], node);
      return SKIP;
    });
  };
}

function scroller(kind: string, label: string, child: Element): Element {
  const properties = { className: ["scroller", kind], tabIndex: 0, role: "group", ariaLabel: label };
  return { type: "element", tagName: "div", properties, children: [child] };
}
