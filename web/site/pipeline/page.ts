/** The page around a lesson: head, header line, table of contents, neighbours. */

import { type SayOnPage, sayOnPage } from "../../strings/pages.js";
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
  /** On pages with figures: the classic script that does the same and starts a worker, and the element. */
  live?: { early: string; element: string } | undefined;
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

/** The same lesson in another language. */
export interface Alternate {
  language: string;
  href: string;
}

export function lessonPage(
  lesson: Lesson,
  files: PageFiles,
  neighbours: Neighbours,
  language = "en",
  alternates: readonly Alternate[] = [],
): string {
  const say = sayOnPage(language);
  const { facts } = lesson;
  const number = String(facts.lesson).padStart(2, "0");
  const contents = tableOfContents(lesson.headings);
  return wholeDocument(
    { kind: "lesson", title: facts.title, description: facts.description, files, language, alternates },
    `<div class="page">
<nav class="contents" aria-label="${say("contents")}">${contents}</nav>
<main id="text">
<header class="title">
<p class="label">${say("lessonOf", { number, of: facts.of })}<span> · </span>${escapeHtml(facts.level)}<span> · </span>${say("minutes", { minutes: facts.minutes })}</p>
<h1>${escapeHtml(facts.title)}</h1>
<p class="lead">${escapeHtml(facts.description)}</p>
</header>
<details class="contents-fold"><summary>${say("contents")}</summary><nav aria-label="${say("contentsFolded")}">${contents}</nav></details>
<article>
${lesson.html}
</article>
</main>
</div>
${neighbourLinks(neighbours, say)}`,
  );
}

export interface Page {
  kind: "lesson" | "front";
  title: string;
  description: string;
  files: PageFiles;
  language?: string;
  alternates?: readonly Alternate[];
}

/** A whole document; `body` stands between the site's header and footer. No inline script or style: the policy is strict. */
export function wholeDocument(page: Page, body: string): string {
  const { kind, title, description, files, language = "en", alternates = [] } = page;
  const say = sayOnPage(language);
  const link = (rel: string, href: string, more = "") => `<link rel="${rel}" href="${escapeHtml(href)}"${more}>`;
  const head = [
    ...alternates.map(({ language: other, href }) => link("alternate", href, ` hreflang="${tags[other] ?? other}"`)),
    // Before the style sheets, which a script waits for.
    `<script src="${escapeHtml(files.live?.early ?? files.theme)}"></script>`,
    ...files.css.map((href) => link("stylesheet", href)),
    // It does not wait for the text to be parsed; the first layout waits for it, but not long (early.ts).
    ...(files.live
      ? [
          `<script type="module" async blocking="render" src="${escapeHtml(files.live.element)}"></script>`,
          ...files.modules.map((href) => link("modulepreload", href)),
        ]
      : []),
    // After what figures train with: a font may come a moment later.
    ...files.fonts.map((href) => link("preload", href, ' as="font" type="font/woff2" crossorigin fetchpriority="low"')),
    `<script type="module" src="${escapeHtml(files.site)}"></script>`,
  ];
  return `<!doctype html>
<html lang="${tags[language] ?? language}">
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
<a class="skip" href="#text">${say("skip")}</a>
<header class="site">
<a class="home" href="${escapeHtml(home(files.root, language))}">livefig</a>
${languageLinks(language, alternates)}${themeButton(say)}
</header>
${body}
<footer class="site">
<p>${say("privacy")}</p>
</footer>
</body>
</html>
`;
}

/** The front page in the page's own language. */
const home = (root: string, language: string): string => root + (language === "en" ? "" : `${language}/`) || "./";

/** The tag that a page of a language carries: which script Chinese is written in matters to fonts. */
const tags: Record<string, string> = { zh: "zh-Hans" };

function languageLinks(language: string, alternates: readonly Alternate[]): string {
  const links = alternates
    .filter((other) => other.language !== language)
    .map(({ language: other, href }) => {
      const tag = tags[other] ?? other;
      const name = sayOnPage(other)("language");
      return `<a hreflang="${tag}" lang="${tag}" href="${escapeHtml(href)}">${name}</a>`;
    });
  return links.length > 0 ? `<span class="languages">${links.join("")}</span>` : "";
}

/** Its texts stand in the page: the script (theme_button.ts) needs no catalog. */
function themeButton(say: SayOnPage): string {
  const texts = {
    dark: "toDark",
    light: "toLight",
    "dark-label": "toDarkTheme",
    "light-label": "toLightTheme",
  } as const;
  const data = Object.entries(texts).map(([name, key]) => ` data-${name}="${say(key)}"`);
  return `<button class="theme" type="button"${data.join("")} hidden>${say("toDark")}</button>`;
}

/** Sections only: the headings within one are found by reading it. */
function tableOfContents(headings: readonly Heading[]): string {
  const sections = headings.filter(({ level }) => level === 2);
  return `<ol>${sections.map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`).join("")}</ol>`;
}

function neighbourLinks({ previous, next }: Neighbours, say: SayOnPage): string {
  const side = (kind: string, label: string, neighbour?: Neighbour) => {
    if (!neighbour) return "";
    const inner = `<span class="label">${label}</span><span class="name">${escapeHtml(neighbour.title)}</span>`;
    return neighbour.href
      ? `<a class="${kind}" rel="${kind}" href="${escapeHtml(neighbour.href)}">${inner}</a>`
      : `<span class="${kind} absent">${inner}<span class="why">${say("absent")}</span></span>`;
  };
  return `<nav class="neighbours" aria-label="${say("lessons")}">
${side("prev", say("previous"), previous)}
${side("next", say("next"), next)}
</nav>`;
}
