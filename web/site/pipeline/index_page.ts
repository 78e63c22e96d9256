/** The site's front page: the lessons it has. */

import type { Facts } from "./facts.js";
import { escapeHtml } from "./html.js";
import { type PageFiles, wholeDocument } from "./page.js";

export interface LessonLink {
  facts: Facts;
  href: string;
  /** How many figures it has. */
  figures: number;
}

export function indexPage(lessons: readonly LessonLink[], files: PageFiles): string {
  const items = lessons.map(({ facts, href, figures }) => {
    const number = String(facts.lesson).padStart(2, "0");
    return `<li>
<p class="label">Lesson ${number}<span> · </span>${escapeHtml(facts.level)}<span> · </span>${facts.minutes} min<span> · </span>${figures} live figures</p>
<h2><a href="${escapeHtml(href)}">${escapeHtml(facts.title)}</a></h2>
<p>${escapeHtml(facts.description)}</p>
</li>`;
  });
  return wholeDocument(
    {
      kind: "front",
      title: "Lessons",
      description: "Lessons with figures that train real networks in the page.",
      files,
    },
    `<main id="text" class="index">
<header class="title">
<h1>Lessons</h1>
<p class="lead">Where a lesson would show a picture of a training run, these show the run. Each figure trains a real network in your browser: no server, no installation, no account.</p>
</header>
<ol class="lessons">
${items.join("\n")}
</ol>
</main>`,
  );
}
