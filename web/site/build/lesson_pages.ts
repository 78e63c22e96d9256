/** Turns lessons/ into pages: Markdown to HTML, static pictures by training, and the specs beside them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { indexPage, type LessonLink } from "../pipeline/index_page.js";
import { type Lesson, renderLesson } from "../pipeline/lesson.js";
import { lessonPage, type Neighbour, type PageFiles } from "../pipeline/page.js";
import { inNode } from "./in_node.js";

export interface LessonPagesOptions {
  /** Each folder in it with a lesson.md is a lesson. */
  folder: string;
  /** The module that trains the pictures; loaded by Vite, since it is TypeScript with the engine in it. */
  pictures: string;
}

/** What that module exports: the light-DOM child of the figure whose spec stands at `path`. */
export interface PictureModule {
  staticPicture(path: string): Promise<string>;
}

interface Found {
  name: string;
  lesson: Lesson;
  /** Spec files' text by their path in the lesson's folder. */
  specs: Map<string, string>;
}

export function lessonPages({ folder, pictures }: LessonPagesOptions): Plugin {
  return {
    name: "livefig:lesson-pages",
    apply: "build",
    async generateBundle(_options, bundle) {
      const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "lesson.md")));
      const found = await inNode(pictures, (module: PictureModule) =>
        Promise.all(names.map((name) => readLesson(join(folder, name), name, module))),
      );
      found.sort((a, b) => a.lesson.facts.lesson - b.lesson.facts.lesson);

      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName, source });
      for (const { name, lesson, specs } of found) {
        emit(`${name}/index.html`, lessonPage(lesson, pageFiles(bundle, "../", true), neighbours(found, lesson)));
        for (const [path, text] of specs) emit(`${name}/${path}`, text);
      }
      const links: LessonLink[] = found.map(({ name, lesson }) => ({
        facts: lesson.facts,
        href: `${name}/`,
        figures: lesson.figures.length,
      }));
      emit("index.html", indexPage(links, pageFiles(bundle, "", false)));
    },
  };
}

async function readLesson(folder: string, name: string, { staticPicture }: PictureModule): Promise<Found> {
  const markdown = readFileSync(join(folder, "lesson.md"), "utf8");
  const where = `lessons/${name}/lesson.md`;
  // The text says which figures there are; their pictures are trained before the text is rendered with them.
  const { figures } = await renderLesson(markdown, where, () => "");
  const shown = new Map<string, string>();
  const specs = new Map<string, string>();
  for (const src of figures) {
    const path = join(folder, src);
    if (!existsSync(path)) throw new Error(`${where}: ::figure{src=${src}}: there is no such file`);
    specs.set(src, readFileSync(path, "utf8"));
    shown.set(src, await staticPicture(path));
  }
  return { name, lesson: await renderLesson(markdown, where, (src) => shown.get(src) ?? ""), specs };
}

/** The lessons before and after in the course: their pages where they are here, their titles where they are not. */
function neighbours(found: readonly Found[], { facts }: Lesson): { previous?: Neighbour; next?: Neighbour } {
  const at = (lesson: number, title: string | undefined): Neighbour | undefined => {
    const here = found.find((other) => other.lesson.facts.lesson === lesson);
    if (here) return { title: here.lesson.facts.title, href: `../${here.name}/` };
    return title ? { title } : undefined;
  };
  const [previous, next] = [at(facts.lesson - 1, facts.previous), at(facts.lesson + 1, facts.next)];
  return { ...(previous && { previous }), ...(next && { next }) };
}

/** The built files that a page names, and what the browser may fetch before it is asked to. */
function pageFiles(bundle: Rolldown.OutputBundle, root: string, live: boolean): PageFiles {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entry = (name: string) => {
    const chunk = chunks.find((file) => file.isEntry && file.name === name);
    if (!chunk) throw new Error(`the build has no ${name}.js`);
    return chunk;
  };
  const names = Object.keys(bundle);
  const first = (pattern: RegExp) => names.filter((name) => pattern.test(name)).map((name) => root + name);
  const [element, start] = [entry("figures"), entry("start")];
  const modules = new Set([...start.imports, ...element.imports].filter((name) => name in bundle));
  return {
    root,
    css: first(/^assets\/site-.*\.css$/),
    theme: `${root}theme.js`,
    site: root + entry("site").fileName,
    live: live ? { start: root + start.fileName, element: root + element.fileName } : undefined,
    modules: [...modules].map((name) => root + name),
    // Those of the title, the lead, the labels and the contents: a font that the first screen may not use warns.
    fonts: first(/(stix-two-text-latin-400-(normal|italic)|ibm-plex-(sans|mono)-latin-400-normal).*\.woff2$/),
  };
}
