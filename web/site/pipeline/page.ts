/** The page around a lesson: head, header line, table of contents, neighbours. */

import type { Heading } from "./headings.js";
import { escapeHtml } from "./html.js";
import type { Lesson } from "./lesson.js";

/** URLs of built files, relative to the page. */
export interface PageFiles {
  /** Up to the site's root: "../". */
  root: string;
  css: string[];
  /** Classic script that sets the theme before the first paint. */
  theme: string;
  /** The page's own module. */
  site: string;
  /** On pages with figures: what starts the engine, and livefig.js. */
  live?: { start: string; element: string } | undefined;
  /** Modules to fetch at once. */
  modules: string[];
  fonts: string[];
}

export interface Neighbour {
  title: string;
  /** Absent where the lesson is not on this site. */
  href?: string;
}

export interface Neighbours {
  previous?: Neighbour;
  next?: Neighbour;
}

export function lessonPage(lesson: Lesson, files: PageFiles, neighbours: Neighbours): string {
  const { facts } = lesson;
  const number = String(facts.lesson).padStart(2, "0");
  const contents = tableOfContents(lesson.headings);
  return wholeDocument(
    { kind: "lesson", title: facts.title, description: facts.description, files },
    `<div class="page">
<nav class="contents" aria-label="Contents">${contents}</nav>
<main id="text">
<header class="title">
<p class="label">Lesson ${number} of ${facts.of}<span> · </span>${escapeHtml(facts.level)}<span> · </span>${facts.minutes} min</p>
<h1>${escapeHtml(facts.title)}</h1>
<p class="lead">${escapeHtml(facts.description)}</p>
</header>
<details class="contents-fold"><summary>Contents</summary><nav aria-label="Contents, folded">${contents}</nav></details>
<article>
${lesson.html}
</article>
</main>
</div>
${neighbourLinks(neighbours)}`,
  );
}

export interface Page {
  kind: "lesson" | "front";
  title: string;
  description: string;
  files: PageFiles;
}

/** A whole document; `body` stands between the site's header and footer. No inline script or style: the policy is strict. */
export function wholeDocument({ kind, title, description, files }: Page, body: string): string {
  const link = (rel: string, href: string, more = "") => `<link rel="${rel}" href="${escapeHtml(href)}"${more}>`;
  const script = (src: string) => `<script type="module" async src="${escapeHtml(src)}"></script>`;
  const head = [
    ...files.css.map((href) => link("stylesheet", href)),
    `<script src="${escapeHtml(files.theme)}"></script>`,
    // Asynchronous: neither waits for the text to be parsed and laid out.
    ...(files.live ? [script(files.live.start), ...files.modules.map((href) => link("modulepreload", href))] : []),
    ...(files.live ? [script(files.live.element)] : []),
    ...files.fonts.map((href) => link("preload", href, ' as="font" type="font/woff2" crossorigin')),
    `<script type="module" src="${escapeHtml(files.site)}"></script>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · livefig</title>
<meta name="description" content="${escapeHtml(description)}">
<link rel="icon" href="${escapeHtml(files.root)}icon.svg" type="image/svg+xml">
${head.join("\n")}
</head>
<body class="${kind}">
<a class="skip" href="#text">Skip to the text</a>
<header class="site">
<a class="home" href="${escapeHtml(files.root || "./")}">livefig</a>
<button class="theme" type="button" hidden>Dark</button>
</header>
${body}
<footer class="site">
<p>The figures train on your own machine. Nothing you do here leaves it.</p>
</footer>
</body>
</html>
`;
}

/** Sections only: the headings within one are found by reading it. */
function tableOfContents(headings: readonly Heading[]): string {
  const sections = headings.filter(({ level }) => level === 2);
  return `<ol>${sections.map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`).join("")}</ol>`;
}

function neighbourLinks({ previous, next }: Neighbours): string {
  const side = (kind: string, label: string, neighbour?: Neighbour) => {
    if (!neighbour) return "";
    const inner = `<span class="label">${label}</span><span class="name">${escapeHtml(neighbour.title)}</span>`;
    return neighbour.href
      ? `<a class="${kind}" rel="${kind}" href="${escapeHtml(neighbour.href)}">${inner}</a>`
      : `<span class="${kind} absent">${inner}<span class="why">not on this site yet</span></span>`;
  };
  return `<nav class="neighbours" aria-label="Lessons">
${side("prev", "Previous lesson", previous)}
${side("next", "Next lesson", next)}
</nav>`;
}
