/** Turns lessons/ into pages: Markdown to HTML, static pictures by training, and the specs beside them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { indexPage, type LessonLink } from "../pipeline/index_page.js";
import { type Lesson, renderLesson } from "../pipeline/lesson.js";
import { type Alternate, lessonPage, type Neighbour, type PageFiles } from "../pipeline/page.js";
import { inNode } from "./in_node.js";

export interface LessonPagesOptions {
  /** Each folder in it with a lesson.md is a lesson. */
  folder: string;
  /** The module that trains the pictures; loaded by Vite, since it is TypeScript with the engine in it. */
  pictures: string;
}

/** What that module exports: the light-DOM child of the figure whose spec stands at `path`, in each of the languages. */
export interface PictureModule {
  staticPictures(path: string, languages: readonly string[]): Promise<string[]>;
}

interface Found {
  name: string;
  /** The lesson by its languages; the first is the one that lesson.md is written in. */
  pages: Map<string, Lesson>;
  /** Spec files' text by their path in the lesson's folder. */
  specs: Map<string, string>;
}
const written = "en";
const first = ({ pages }: Found): Lesson => pages.get(written)!;

export function lessonPages({ folder, pictures }: LessonPagesOptions): Plugin {
  return {
    name: "livefig:lesson-pages",
    apply: "build",
    async generateBundle(_options, bundle) {
      const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "lesson.md")));
      const found = await inNode(pictures, (module: PictureModule) =>
        Promise.all(names.map((name) => readLesson(join(folder, name), name, module))),
      );
      found.sort((a, b) => first(a).facts.lesson - first(b).facts.lesson);

      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const each of found) {
        for (const [language, lesson] of each.pages) {
          const up = language === written ? "../" : "../../";
          const files = pageFiles(bundle, up, true);
          const html = lessonPage(lesson, files, neighbours(found, each, language), language, alternates(each, up));
          emit(`${each.name}/${placeOf(language)}index.html`, html);
        }
        for (const [path, text] of each.specs) emit(`${each.name}/${path}`, text);
      }
      const links = found.map((each): LessonLink => {
        const { facts, figures } = first(each);
        const others = alternates(each, "").filter(({ language }) => language !== written);
        return { facts, href: `${each.name}/`, figures: figures.length, alternates: others };
      });
      emit("index.html", indexPage(links, pageFiles(bundle, "", false)));
    },
  };
}

/** Beside the lesson in its own language there is a folder for each other one. */
const placeOf = (language: string): string => (language === written ? "" : `${language}/`);

/** `root`: from the page up to the site's. A lesson in one language has none. */
function alternates({ name, pages }: Found, root: string): Alternate[] {
  if (pages.size < 2) return [];
  return [...pages.keys()].map((language) => ({ language, href: `${root}${name}/${placeOf(language)}` }));
}

async function readLesson(folder: string, name: string, { staticPictures }: PictureModule): Promise<Found> {
  const texts = lessonTexts(folder);
  const languages = [...texts.keys()];
  // The text says which figures there are; their pictures are trained before the text is rendered with them.
  const figures = await figuresOf(texts, name);
  const shown = new Map<string, string[]>();
  const specs = new Map<string, string>();
  for (const src of figures) {
    const path = join(folder, src);
    if (!existsSync(path))
      throw new Error(`lessons/${name}/lesson.md: ::figure{src=${src}}: there is no such file`);
    specs.set(src, readFileSync(path, "utf8"));
    shown.set(src, await staticPictures(path, languages));
  }
  const pages = new Map<string, Lesson>();
  for (const [index, [language, { markdown, file }]] of [...texts].entries()) {
    const picture = (src: string) => shown.get(src)?.[index] ?? "";
    const place = { language, up: language === written ? "" : "../" };
    pages.set(language, await renderLesson(markdown, `lessons/${name}/${file}`, picture, place));
  }
  return { name, pages, specs };
}

/** lesson.md, and lesson.zh.md for Chinese, by their languages. */
function lessonTexts(folder: string): Map<string, { markdown: string; file: string }> {
  const texts = new Map<string, { markdown: string; file: string }>();
  const files = ["lesson.md", ...readdirSync(folder).filter((name) => /^lesson\.[a-z-]+\.md$/.test(name))];
  for (const file of files) {
    const language = file === "lesson.md" ? written : file.split(".")[1]!;
    texts.set(language, { markdown: readFileSync(join(folder, file), "utf8"), file });
  }
  return texts;
}

/** The same in every language, and in the same order: a translation that has fallen behind stops the build. */
async function figuresOf(texts: ReturnType<typeof lessonTexts>, name: string): Promise<string[]> {
  let figures: string[] = [];
  for (const [language, { markdown, file }] of texts) {
    const where = `lessons/${name}/${file}`;
    const found = (await renderLesson(markdown, where, () => "", { language, up: "" })).figures;
    if (language === written) figures = found;
    else if (found.join() !== figures.join())
      throw new Error(`${where}: has the figures ${found.join(", ")}; lesson.md has ${figures.join(", ")}`);
  }
  return figures;
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

/** The built files that a page names, and what the browser may fetch before it is asked to. */
export function pageFiles(bundle: Rolldown.OutputBundle, root: string, live: boolean): PageFiles {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entry = (name: string) => {
    const chunk = chunks.find((file) => file.isEntry && file.name === name);
    if (!chunk) throw new Error(`the build has no ${name}.js`);
    return chunk;
  };
  const names = Object.keys(bundle);
  const matching = (pattern: RegExp) => names.filter((name) => pattern.test(name)).map((name) => root + name);
  const [element, start] = [entry("figures"), entry("start")];
  const modules = new Set([...start.imports, ...element.imports].filter((name) => name in bundle));
  return {
    root,
    css: matching(/^assets\/site-.*\.css$/),
    theme: `${root}theme.js`,
    site: root + entry("site").fileName,
    live: live ? { start: root + start.fileName, element: root + element.fileName } : undefined,
    modules: [...modules].map((name) => root + name),
    // Those of the title, the lead, the labels and the contents: a font that the first screen may not use warns.
    fonts: matching(/(stix-two-text-latin-400-(normal|italic)|ibm-plex-(sans|mono)-latin-400-normal).*\.woff2$/),
  };
}
