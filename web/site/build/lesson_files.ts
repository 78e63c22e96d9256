/** What lessons become on the site: a page for each language, the specs beside it, and the front pages that lead to them. */
import { indexPage, type LessonLink } from "../pipeline/index_page.js";
import type { Lesson } from "../pipeline/lesson.js";
import { type Alternate, lessonPage, type Neighbour } from "../pipeline/page.js";
import { type BuiltNames, pageFiles } from "./built_names.js";
import { type Found, written } from "./read_lessons.js";

const first = ({ pages }: Found): Lesson => pages.get(written)!;

/** Texts and bytes by their path on the site. */
export function lessonFiles(lessons: readonly Found[], names: BuiltNames): Map<string, string | Uint8Array> {
  const found = [...lessons].sort((a, b) => first(a).facts.lesson - first(b).facts.lesson);
  const files = new Map<string, string | Uint8Array>();
  for (const each of found) {
    for (const [language, lesson] of each.pages) {
      const up = language === written ? "../" : "../../";
      const around = neighbours(found, each, language);
      const html = lessonPage(lesson, pageFiles(names, up, true, lesson.html), around, language, alternates(each, up));
      files.set(`${each.name}/${placeOf(language)}index.html`, html);
    }
    for (const [path, content] of [...each.specs, ...each.files]) files.set(`${each.name}/${path}`, content);
  }
  const languages = [...new Set(found.flatMap(({ pages }) => [...pages.keys()]))];
  for (const language of languages) {
    const root = language === written ? "" : "../";
    const fronts = languages.map((other) => ({ language: other, href: root + placeOf(other) || "./" }));
    const links = found.map((each) => linkTo(each, language, root));
    const html = indexPage(links, pageFiles(names, root, false), language, languages.length > 1 ? fronts : []);
    files.set(`${placeOf(language)}index.html`, html);
  }
  return files;
}

/** Beside the lesson in its own language there is a folder for each other one. */
const placeOf = (language: string): string => (language === written ? "" : `${language}/`);

/** `root`: from the page up to the site's. A lesson in one language has none. */
function alternates({ name, pages }: Found, root: string): Alternate[] {
  if (pages.size < 2) return [];
  return [...pages.keys()].map((language) => ({ language, href: `${root}${name}/${placeOf(language)}` }));
}

/** A lesson on the front page of a language: in that language where it has it, with its other languages beside. */
function linkTo(each: Found, language: string, root: string): LessonLink {
  const own = each.pages.has(language) ? language : written;
  const { facts, figures } = each.pages.get(own)!;
  const others = alternates(each, root).filter((other) => other.language !== own);
  return { facts, href: `${root}${each.name}/${placeOf(own)}`, figures: figures.length, alternates: others };
}

/** The lessons before and after in the course: their pages where they are here, their titles where they are not. */
function neighbours(found: readonly Found[], own: Found, language: string): { previous?: Neighbour; next?: Neighbour } {
  const { facts } = own.pages.get(language)!;
  const up = language === written ? "../" : "../../";
  const at = (lesson: number, title: string | undefined): Neighbour | undefined => {
    const here = found.find((other) => first(other).facts.lesson === lesson);
    if (!here) return title ? { title } : undefined;
    const shown = here.pages.has(language) ? language : written;
    return { title: here.pages.get(shown)!.facts.title, href: `${up}${here.name}/${placeOf(shown)}` };
  };
  const [previous, next] = [at(facts.lesson - 1, facts.previous), at(facts.lesson + 1, facts.next)];
  return { ...(previous && { previous }), ...(next && { next }) };
}
