/** A page of the documentation: its text between the list of all pages and the list of its sections. */
import { parse } from "yaml";
import { escapeHtml } from "./html.js";
import { renderText, type Text } from "./lesson.js";
import { type PageFiles, wholeDocument } from "./page.js";

export interface DocFacts {
  title: string;
  description: string;
  /** Its place among the pages. */
  order: number;
}
export interface Doc {
  name: string;
  facts: DocFacts;
  text: Text;
}

export async function readDoc(name: string, markdown: string): Promise<Doc> {
  const where = `web/site/docs/${name}.md`;
  const facts = parse(/^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1] ?? "") as DocFacts | null;
  if (!facts?.title || !facts.description || !Number.isInteger(facts.order))
    throw new Error(`${where}: expected title, description and order between two lines of ---`);
  return { name, facts, text: await renderText(markdown, where, () => "") };
}

/** `docs` in their order; the page itself is one of them. */
export function docPage(doc: Doc, docs: readonly Doc[], files: PageFiles): string {
  const { title, description } = doc.facts;
  const pages = docs.map((other) => {
    const current = other === doc ? ' aria-current="page"' : "";
    return `<li><a href="../${other.name}/"${current}>${escapeHtml(other.facts.title)}</a></li>`;
  });
  const list = `<ol>${pages.join("")}</ol>`;
  return wholeDocument(
    { kind: "lesson", title, description, files },
    `<div class="page">
<nav class="contents" aria-label="Documentation">${list}</nav>
<main id="text">
<header class="title">
<p class="label">Documentation</p>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(description)}</p>
</header>
<details class="contents-fold"><summary>Documentation</summary><nav aria-label="Documentation, folded">${list}</nav></details>
<article>
${doc.text.html}
</article>
</main>
</div>`,
  );
}

/** The first page of the documentation: what there is. */
export function docsIndex(docs: readonly Doc[], files: PageFiles): string {
  const items = docs.map(
    ({ name, facts }) => `<li>
<h2><a href="${name}/">${escapeHtml(facts.title)}</a></h2>
<p>${escapeHtml(facts.description)}</p>
</li>`,
  );
  const description = "How to use livefig's figures, write new ones, and host them.";
  return wholeDocument(
    { kind: "front", title: "Documentation", description, files },
    `<main id="text" class="index">
<header class="title">
<h1>Documentation</h1>
<p class="lead">${description}</p>
</header>
<ol class="lessons">
${items.join("\n")}
</ol>
</main>`,
  );
}
