/** `npm run lesson:check`: everything about the lessons that can be wrong without a single step of training. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { loadEngine } from "../../engine/load.js";
import type { FigureSpec } from "../../figure/spec.js";
import type { Known } from "../../figure/validate.js";
import { viewTypes } from "../../views/registry.js";
import { checkSpecFile } from "../pictures/spec_file.js";
import { type Lesson, renderLesson } from "../pipeline/lesson.js";
import { readClaims } from "./claims.js";
import { checkLink, type Target } from "./links.js";
import { checkTranslatedTexts } from "./translations.js";

export interface CheckedLesson {
  name: string;
  figures: number;
  links: number;
  claims: number;
  /** Each with its file and place. */
  mistakes: string[];
}

interface Read {
  name: string;
  folder: string;
  lesson: Lesson | null;
  checked: CheckedLesson;
}

/** `folder` holds the lessons, `tests` the claims that are tests of their own; paths in messages begin at `root`. */
export async function checkLessons(folder: string, tests: string, root: string): Promise<CheckedLesson[]> {
  const engine = await loadEngine();
  const { families } = engine.describe();
  const known: Known = {
    views: viewTypes,
    types: (family) => Object.keys(families[family]!.types).filter((type) => type !== families[family]!.unnamed),
    checkProgram: (program) => engine.validate(program).map(({ data }) => data),
  };
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "lesson.md")));
  const read: Read[] = [];
  for (const name of names) read.push(await readLesson(join(folder, name), name, root));
  const tested = existsSync(tests)
    ? readdirSync(tests)
        .map((name) => readFileSync(join(tests, name), "utf8"))
        .join("\n")
    : "";
  for (const each of read) {
    const specs = checkFigures(each, known, root);
    checkLinks(each, read, root);
    checkClaims(each, specs, tested, root);
  }
  return read.map(({ checked }) => checked);
}

async function readLesson(folder: string, name: string, root: string): Promise<Read> {
  const checked: CheckedLesson = { name, figures: 0, links: 0, claims: 0, mistakes: [] };
  const path = join(folder, "lesson.md");
  const where = relative(root, path);
  let lesson: Lesson | null = null;
  try {
    lesson = await renderLesson(readFileSync(path, "utf8"), where, () => "");
    for (const { line, problem } of lesson.references.complaints) checked.mistakes.push(`${where}:${line}: ${problem}`);
    checked.mistakes.push(...(await checkTranslatedTexts(folder, lesson, root)));
    const ids = lesson.references.ids;
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
      checked.mistakes.push(`${where}: two places have the id "${id}"`);
  } catch (error) {
    checked.mistakes.push((error as Error).message);
  }
  return { name, folder, lesson, checked };
}

/** The lesson's right specs by their name; what is wrong with the others is noted. */
function checkFigures({ folder, lesson, checked }: Read, known: Known, root: string): Map<string, FigureSpec> {
  const specs = new Map<string, FigureSpec>();
  const figures = join(folder, "figures");
  const files = existsSync(figures) ? readdirSync(figures).filter((name) => name.endsWith(".json")) : [];
  const shown = new Set((lesson?.figures ?? []).map((src) => join(folder, src)));
  const where = relative(root, join(folder, "lesson.md"));
  for (const path of shown) {
    if (!existsSync(path))
      checked.mistakes.push(`${where}: ::figure{src=${relative(folder, path)}}: there is no such file`);
  }
  for (const path of new Set([...files.map((name) => join(figures, name)), ...shown])) {
    if (!existsSync(path)) continue;
    const file = relative(root, path);
    checked.figures += 1;
    if (lesson && !shown.has(path)) checked.mistakes.push(`${file}: no ::figure in ${where} shows it`);
    const { spec, mistakes } = checkSpecFile(path, file, known);
    checked.mistakes.push(...mistakes);
    if (!spec) continue;
    if (!path.endsWith(`/${spec.name}.json`))
      checked.mistakes.push(`${file}: name: is "${spec.name}"; it must be the file's, without .json`);
    specs.set(spec.name, spec);
  }
  return specs;
}

function checkLinks({ folder, lesson, checked }: Read, all: readonly Read[], root: string): void {
  if (!lesson) return;
  const where = relative(root, join(folder, "lesson.md"));
  const targets: Target[] = all.map((other) => ({ name: other.name, ids: other.lesson?.references.ids ?? null }));
  const isFile = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true;
  for (const { url, line } of lesson.references.links) {
    checked.links += 1;
    const problem = checkLink(url, lesson.references.ids, targets, isFile);
    if (problem) checked.mistakes.push(`${where}:${line}: ${url}: ${problem}`);
  }
}

function checkClaims(
  { name, folder, lesson, checked }: Read,
  specs: Map<string, FigureSpec>,
  tested: string,
  root: string,
): void {
  const path = join(folder, "claims.json");
  const file = relative(root, path);
  const listed = existsSync(path) ? readClaims(readFileSync(path, "utf8"), file, specs) : { claims: [], mistakes: [] };
  checked.claims = listed.claims.length;
  checked.mistakes.push(...listed.mistakes);
  if (listed.mistakes.length > 0) return;
  const ids = listed.claims.flatMap(({ id }) => id ?? []);
  for (const id of lesson?.claims ?? [])
    if (!ids.includes(id))
      checked.mistakes.push(`${relative(root, folder)}/lesson.md: :claim{of=${id}}: not in ${file}`);
  for (const id of ids)
    if (lesson && !lesson.claims.includes(id)) checked.mistakes.push(`${file}: id: no text marks "${id}"`);
  for (const figure of specs.keys()) {
    if (listed.claims.some((claim) => claim.figure === figure) || tested.includes(`"${name}/${figure}"`)) continue;
    const spec = relative(root, join(dirname(path), "figures", `${figure}.json`));
    checked.mistakes.push(`${spec}: nothing is claimed about it: add what the text says of it to ${file}`);
  }
}
