/**
 * The lesson's own words in Markdown: `::figure{src=…}`, the boxes `:::task`, `:::insight`, `:::note[title]`, and
 * `:claim[a sentence]{of=id}` for what claims.json proves.
 */
import type { Root } from "mdast";
import type { ContainerDirective, LeafDirective, TextDirective } from "mdast-util-directive";
import { visit } from "unist-util-visit";
import type { VFile } from "vfile";
import type { SayOnPage } from "../../strings/pages.js";
import { escapeHtml } from "./html.js";
import type { StaticPictures } from "./lesson.js";

const boxes = ["task", "insight", "note"] as const;
type Box = (typeof boxes)[number];
const isBox = (name: string): name is Box => (boxes as readonly string[]).includes(name);

export interface DirectiveOptions {
  /** Filled with the figures in the order of the text. */
  figures: string[];
  pictures: StaticPictures;
  /** Filled with the claims that the text marks. */
  claims: string[];
  say: SayOnPage;
  /** From the page up to the folder that the figures' paths begin in: "" or "../". */
  up: string;
}

export function directives({ figures, pictures, claims, say, up }: DirectiveOptions) {
  return (tree: Root, file: VFile) => {
    visit(tree, (node, index, parent) => {
      if (node.type === "textDirective" && node.name === "claim") {
        claim(node, file, claims, say);
      } else if (node.type === "textDirective") {
        // "10:30" is a time, not a directive: put the text back as it stood.
        const at = node.position;
        const text = String(file.value).slice(at?.start.offset, at?.end.offset);
        if (parent && index !== undefined) parent.children[index] = { type: "text", value: text };
      } else if (node.type === "leafDirective") {
        figure(node, file, figures, pictures, up);
      } else if (node.type === "containerDirective") {
        box(node, file, say);
      }
    });
  };
}

function figure(node: LeafDirective, file: VFile, figures: string[], pictures: StaticPictures, up: string): void {
  const src = node.attributes?.src;
  if (node.name !== "figure" || !src) {
    file.message("expected ::figure{src=figures/name.json}", node);
    return;
  }
  figures.push(src);
  // "figures/04-dropout.json" can be linked to as #fig-04.
  const id = `fig-${/(?:^|\/)(\d+)-[^/]*$/.exec(src)?.[1] ?? figures.length}`;
  const html = `<live-figure id="${id}" src="${escapeHtml(up + src)}">${pictures(src)}</live-figure>`;
  Object.assign(node, { type: "html", value: html, children: undefined });
}

/** The sentence, and behind it a mark that is hidden until a script can answer it. */
function claim(node: TextDirective, file: VFile, claims: string[], say: SayOnPage): void {
  const id = node.attributes?.of;
  if (!id) {
    file.message("expected :claim[a sentence]{of=id}", node);
    return;
  }
  claims.push(id);
  node.data = { hName: "span", hProperties: { className: ["claim"] } };
  const label = `aria-label="${escapeHtml(say("evidenceFor"))}" title="${escapeHtml(say("evidenceFor"))}"`;
  const mark = `<button class="claim-mark" type="button" hidden data-claim="${escapeHtml(id)}" ${label}>${say("evidence")}</button>`;
  node.children.push({ type: "html", value: mark });
}

function box(node: ContainerDirective, file: VFile, say: SayOnPage): void {
  if (!isBox(node.name)) {
    file.message(`:::${node.name}: known boxes are ${boxes.join(", ")}`, node);
    return;
  }
  const [first] = node.children;
  const own = first?.type === "paragraph" && first.data && "directiveLabel" in first.data ? first : undefined;
  if (own) own.data = { hName: "p", hProperties: { className: ["box-title"] } };
  else
    node.children.unshift({
      type: "paragraph",
      data: { hProperties: { className: ["box-title"] } },
      children: [{ type: "text", value: say(node.name) }],
    });
  node.data = { hName: "aside", hProperties: { className: ["box", node.name] } };
}
