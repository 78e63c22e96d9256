/** Turns lessons/ into pages: Markdown to HTML, static pictures by training, and the specs beside them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { builtNames } from "./built_names.js";
import { inNode } from "./in_node.js";
import { lessonFiles } from "./lesson_files.js";
import { lessonNames, type PictureModule, readLesson } from "./read_lessons.js";

export interface LessonPagesOptions {
  /** Each folder in it with a lesson.md is a lesson. */
  folder: string;
  /** The module that trains the pictures; loaded by Vite, since it is TypeScript with the engine in it. */
  pictures: string;
  /** Where the names of built files are written, for `npm run dev`. */
  names: string;
}

export function lessonPages({ folder, pictures, names: namesFile }: LessonPagesOptions): Plugin {
  return {
    name: "livefig:lesson-pages",
    apply: "build",
    async generateBundle(_options, bundle) {
      const found = await inNode(pictures, async (module: PictureModule) => {
        const all = await Promise.all(lessonNames(folder).map((name) => readLesson(join(folder, name), name, module)));
        module.forgetOthers?.();
        return all;
      });
      const names = builtNames(bundle);
      for (const [fileName, source] of lessonFiles(found, names)) this.emitFile({ type: "asset", fileName, source });
      mkdirSync(dirname(namesFile), { recursive: true });
      writeFileSync(namesFile, JSON.stringify(names));
    },
  };
}
