/** The site's front page: the lessons it has. */

import { sayOnPage } from "../../strings/pages.js";
import type { Facts } from "./facts.js";
import { escapeHtml } from "./html.js";
import { type Alternate, type PageFiles, wholeDocument } from "./page.js";

export interface LessonLink {
  facts: Facts;
  href: string;
  /** How many figures it has. */
  figures: number;
  /** The same lesson in other languages. */
  alternates: readonly Alternate[];
}

function otherLanguage({ language, href }: Alternate): string {
  const name = sayOnPage(language)("language");
  return `\n<p class="label"><a hreflang="${language}" lang="${language}" href="${escapeHtml(href)}">${name}</a></p>`;
}

/** `alternates` are the front page's own, in all its languages. */
export function indexPage(
  lessons: readonly LessonLink[],
  files: PageFiles,
  language: string,
  alternates: readonly Alternate[],
): string {
  const say = sayOnPage(language);
  const items = lessons.map(({ facts, href, figures, alternates }) => {
    const number = String(facts.lesson).padStart(2, "0");
    return `<li>
<p class="label">${say("lessonNumber", { number })}<span> · </span>${escapeHtml(facts.level)}<span> · </span>${say("minutes", { minutes: facts.minutes })}<span> · </span>${say("liveFigures", { count: figures })}</p>
<h2><a href="${escapeHtml(href)}">${escapeHtml(facts.title)}</a></h2>
<p>${escapeHtml(facts.description)}</p>${alternates.map(otherLanguage).join("")}
</li>`;
  });
  return wholeDocument(
    {
      kind: "front",
      title: say("lessons"),
      description: say("lessonsDescription"),
      files,
      language,
      alternates,
    },
    `<main id="text" class="index">
<header class="title">
<h1>${say("lessons")}</h1>
<p class="lead">${say("lessonsLead")}</p>
</header>
<ol class="lessons">
${items.join("\n")}
</ol>
<p><a href="${escapeHtml(files.root)}docs/">${say("docs")}</a>${say("docsAre")}</p>
</main>`,
  );
}
