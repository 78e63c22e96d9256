/** A lesson's folder as the site takes it: its texts rendered in each language, its specs, the files that they name. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Claim } from "../../figure/claim.js";
import { filesNamedIn } from "../../figure/files.js";
import { figuresShown, type Lesson, type PagePlace, renderLesson } from "../pipeline/lesson.js";
import { hash } from "../pictures/kept.js";

/** The light-DOM child of the figure whose spec stands at `path`, in each of the languages. */
export interface PictureModule {
  staticPictures(path: string, languages: readonly string[]): Promise<string[]>;
  /** All pictures of a site have been asked for. */
  forgetOthers?(): void;
}

export interface Found {
  name: string;
  /** The lesson by its languages; the first is the one that lesson.md is written in. */
  pages: Map<string, Lesson>;
  /** Spec files' text by their path in the lesson's folder. */
  specs: Map<string, string>;
  /** Files that texts link to and specs name, by their path in the lesson's folder. */
  files: Map<string, Uint8Array>;
}
/** The language of lesson.md. */
export const written = "en";

export function lessonNames(folder: string): string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, "lesson.md")));
}

/** Throws with file and line for whatever is wrong in its texts, or in a spec. */
export async function readLesson(folder: string, name: string, { staticPictures }: PictureModule): Promise<Found> {
  const texts = lessonTexts(folder);
  const languages = [...texts.keys()];
  // The text says which figures there are; their pictures are trained before the text is rendered with them.
  const figures = figuresOf(texts, name);
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
    const inside = (src: string, place: number) =>
      (place === 0 ? carriedSpec(specs.get(src)!) : "") + (shown.get(src)?.[index] ?? "");
    const place = { language, up: language === written ? "" : "../" };
    const where = `lessons/${name}/${file}`;
    const lesson = await rendered(markdown, where, figures.map(inside), figures, place);
    pages.set(language, { ...lesson, html: lesson.html + carriedClaims(lesson.claims, folder, where) });
  }
  return { name, pages, specs, files: filesOf(folder, pages, specs) };
}

const known = new Map<string, Promise<Lesson>>();

/** Rendered once for each text and all that its figures hold: who edits one language need not wait for the others. */
function rendered(
  markdown: string,
  where: string,
  insides: readonly string[],
  figures: readonly string[],
  place: PagePlace,
): Promise<Lesson> {
  const key = hash([where, markdown, ...insides].join("\0"));
  const lesson = known.get(key) ?? renderLesson(markdown, where, (src) => insides[figures.indexOf(src)] ?? "", place);
  if (known.size > 40) known.clear();
  known.set(key, lesson);
  return lesson;
}

/** Whatever `npm run lesson:check` lets a text link to or a spec name: it lies in the lesson's folder. */
function filesOf(folder: string, pages: Found["pages"], specs: Found["specs"]): Found["files"] {
  const linked = [...pages.values()].flatMap(({ references }) => references.links.map(({ url }) => url.split(/[?#]/)[0]!));
  const named = [...specs].flatMap(([path, text]) =>
    filesNamedIn(JSON.parse(text)).map((src) => posix.join(posix.dirname(path), src)),
  );
  const isInside = (path: string) => path !== "" && !/^(\.\.|\/|[a-z]+:)/i.test(path) && !specs.has(path);
  const isFile = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true;
  const wanted = new Set([...linked.filter(isInside).map(decodeURI), ...named].map(posix.normalize));
  const found = [...wanted].filter((path) => isInside(path) && isFile(path));
  return new Map(found.map((path) => [path, readFileSync(join(folder, path))]));
}

/** The first figure's spec within it: one request less before it can train. The others' are asked for when they come near. */
export function carriedSpec(text: string): string {
  const compact = JSON.stringify(JSON.parse(text)).replaceAll("<", "\\u003c");
  return `<script type="application/json">${compact}</script>`;
}

/** What the text's marks need when they are pressed: the claims that it marks, out of claims.json. */
function carriedClaims(marked: readonly string[], folder: string, where: string): string {
  if (marked.length === 0) return "";
  const path = join(folder, "claims.json");
  const all = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Claim[]) : [];
  const unknown = marked.filter((id) => !all.some((claim) => claim.id === id));
  if (unknown.length > 0) throw new Error(`${where}: :claim{of=${unknown[0]}}: claims.json has no such id`);
  const carried = all.filter(({ id }) => id !== undefined && marked.includes(id));
  return `<script type="application/json" id="claims">${JSON.stringify(carried).replaceAll("<", "\\u003c")}</script>`;
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
function figuresOf(texts: ReturnType<typeof lessonTexts>, name: string): string[] {
  let figures: string[] = [];
  for (const [language, { markdown, file }] of texts) {
    const where = `lessons/${name}/${file}`;
    const found = figuresShown(markdown);
    if (language === written) figures = found;
    else if (found.join() !== figures.join())
      throw new Error(`${where}: has the figures ${found.join(", ")}; lesson.md has ${figures.join(", ")}`);
  }
  return figures;
}
