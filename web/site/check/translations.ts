/** A lesson's other languages: each text renders, and has the sections and figures of the one it translates. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Lesson, renderLesson } from "../pipeline/lesson.js";

/** Everything wrong with lesson.zh.md and the like in a folder. */
export async function checkTranslatedTexts(folder: string, lesson: Lesson, root: string): Promise<string[]> {
  const files = readdirSync(folder).filter((name) => /^lesson\.[a-z-]+\.md$/.test(name));
  const found = await Promise.all(
    files.map((file) => checkText(join(folder, file), file.split(".")[1]!, lesson, root)),
  );
  return found.flat();
}

async function checkText(path: string, language: string, lesson: Lesson, root: string): Promise<string[]> {
  const where = relative(root, path);
  try {
    const text = readFileSync(path, "utf8");
    const translated = await renderLesson(text, where, () => "", { language, up: "" });
    const mistakes = translated.references.complaints.map(({ line, problem }) => `${where}:${line}: ${problem}`);
    compare(sections(lesson), sections(translated), "sections", where, mistakes);
    compare(lesson.figures, translated.figures, "figures", where, mistakes);
    return mistakes;
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Sections by their ids; a heading without an id of its own has one made of its text, which differs. */
const sections = ({ headings }: Lesson) => headings.filter(({ level }) => level === 2).map(({ id }) => id);

function compare(own: string[], other: string[], what: string, where: string, mistakes: string[]): void {
  if (own.join() !== other.join())
    mistakes.push(`${where}: has the ${what} ${other.join(", ")}; lesson.md has ${own.join(", ")}`);
}
