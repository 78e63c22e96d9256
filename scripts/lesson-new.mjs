// `npm run lesson:new NAME`: a lesson that builds and passes lesson:check as it is, to be written over.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./setup/progress.mjs";
import { runCommand } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const skeleton = join(projectFolder, "scripts/lesson-skeleton");

/** Folders that the site itself has beside its lessons. */
const taken = ["assets", "docs", "figures", "fonts", "lessons", "zh"];

/** Makes `lessons/<name>` below `root` and answers its path; refuses, with the reason, before it writes anything. */
export function newLesson(name, root = projectFolder) {
  const lessons = join(root, "lessons");
  if (!name) throw new SetupError("name the lesson, as in  npm run lesson:new recurrent-networks");
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new SetupError(`"${name}" cannot stand in an address: use small letters, digits and single hyphens`);
  if (taken.includes(name)) throw new SetupError(`"${name}" is a folder of the site itself: take another name`);
  const folder = join(lessons, name);
  if (existsSync(folder)) throw new SetupError(`lessons/${name} is there already`);

  const facts = readdirSync(lessons)
    .map((each) => join(lessons, each, "lesson.md"))
    .filter(existsSync)
    .map((path) => readFileSync(path, "utf8"));
  const largest = (field) =>
    Math.max(0, ...facts.map((text) => Number(new RegExp(`^${field}: (\\d+)$`, "m").exec(text)?.[1] ?? 0)));
  const number = largest("lesson") + 1;
  const words = name.replaceAll("-", " ");
  const values = { title: words[0].toUpperCase() + words.slice(1), number, of: Math.max(largest("of"), number) };

  mkdirSync(folder, { recursive: true });
  cpSync(skeleton, folder, { recursive: true });
  const text = join(folder, "lesson.md");
  writeFileSync(
    text,
    readFileSync(text, "utf8").replace(/\{\{(\w+)\}\}/g, (_, field) => String(values[field])),
  );
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const name = process.argv[2];
    newLesson(name);
    console.log(`lessons/${name}/
  lesson.md              the text
  figures/01-first.json  its first figure
  claims.json            what the text says of the figures, proven over ten seeds
  data/                  files that the figures read

See it with  npm run dev , check it with  npm run lesson:check ; lessons/README.md says what can stand in them.`);
  });
}
