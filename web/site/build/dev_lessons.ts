/**
 * Lessons while somebody writes them: an edit renders its lesson anew and writes what has changed. A picture that must be
 * trained again follows later; until then the one before stands there, and the live figure is right in any case.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { viewTypes } from "../../views/registry.js";
import { hash } from "../pictures/kept.js";
import { readSpecFile } from "../pictures/spec_file.js";
import type { BuiltNames } from "./built_names.js";
import { lessonFiles } from "./lesson_files.js";
import { type Found, lessonNames, type PictureModule, readLesson } from "./read_lessons.js";

export interface DevOptions {
  /** The folder of the lessons, and the built site. */
  lessons: string;
  dist: string;
  names: BuiltNames;
  /** Trains somewhere else than here. */
  pictures: PictureModule;
  /** What is wrong with a figure whose picture was made later. */
  complain: (mistake: string) => void;
}

export class DevLessons {
  readonly #options: DevOptions;
  readonly #found = new Map<string, Found>();
  /** Each spec's last picture, by its path, and the text that it or a newer one being trained is of. */
  readonly #pictures = new Map<string, { text: string; drawn: string[] }>();
  readonly #training = new Set<Promise<void>>();

  constructor(options: DevOptions) {
    this.#options = options;
  }

  /** All lessons, their pictures trained. Throws with file and line. */
  async start(): Promise<void> {
    const first = { staticPictures: this.#drawnFirst };
    const { lessons } = this.#options;
    for (const name of lessonNames(lessons)) this.#found.set(name, await readLesson(join(lessons, name), name, first));
    this.#write();
  }

  /** The lessons by name in which something was edited; answers the site's files that are others now. */
  async update(edited: Iterable<string>): Promise<string[]> {
    const { lessons } = this.#options;
    const there = lessonNames(lessons);
    for (const name of this.#found.keys()) if (!there.includes(name)) this.#found.delete(name);
    for (const name of new Set(edited)) {
      if (!there.includes(name)) continue;
      this.#found.set(name, await readLesson(join(lessons, name), name, { staticPictures: this.#drawnLater }));
    }
    return this.#write();
  }

  /** Resolves when no picture is being trained. */
  async settled(): Promise<void> {
    while (this.#training.size > 0) await Promise.all(this.#training);
  }

  readonly #drawnFirst = async (path: string, languages: readonly string[]): Promise<string[]> => {
    const text = hash(readFileSync(path));
    const drawn = await this.#options.pictures.staticPictures(path, languages);
    this.#pictures.set(path, { text, drawn });
    return drawn;
  };

  readonly #drawnLater = async (path: string, languages: readonly string[]): Promise<string[]> => {
    const known = this.#pictures.get(path);
    const text = hash(readFileSync(path));
    if (known?.text === text && known.drawn.length === languages.length) return known.drawn;
    // What is wrong with it is told before anything is written.
    readSpecFile(path, path.slice(dirname(this.#options.lessons).length + 1), { views: viewTypes });
    const drawn = languages.map((_, index) => known?.drawn[index] ?? "");
    this.#pictures.set(path, { text, drawn });
    const training = this.#train(path, languages, text).finally(() => this.#training.delete(training));
    this.#training.add(training);
    return drawn;
  };

  async #train(path: string, languages: readonly string[], text: string): Promise<void> {
    try {
      const drawn = await this.#options.pictures.staticPictures(path, languages);
      // Another edit may have come.
      if (this.#pictures.get(path)?.text !== text) return;
      this.#pictures.set(path, { text, drawn });
      const [name] = path.slice(this.#options.lessons.length + 1).split(/[\\/]/);
      await this.update([name!]);
    } catch (error) {
      this.#options.complain((error as Error).message);
    }
  }

  #write(): string[] {
    const { dist, names } = this.#options;
    const changed: string[] = [];
    for (const [path, content] of lessonFiles([...this.#found.values()], names)) {
      const file = join(dist, path);
      const bytes = Buffer.from(content);
      if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      changed.push(path);
    }
    return changed;
  }
}
