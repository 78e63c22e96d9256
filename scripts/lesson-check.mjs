// `npm run lesson:check`: specs, links, text alternatives, headings and claims of every lesson.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPreset } from "./build-preset.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const source = join(projectFolder, "web/site/check/check_lessons.ts");
let loaded;

/** One row a lesson, with every mistake; the engine must have been built. */
export async function checkLessons(root = projectFolder) {
  // Not at the top: scripts are read before npm's packages are there.
  loaded ??= import("tsx/esm/api").then(({ tsImport }) => tsImport(source, import.meta.url));
  return (await loaded).checkLessons(join(root, "lessons"), join(root, "tests/claims"), root);
}

/** All mistakes as text, "" if there are none. */
export async function lessonProblems() {
  return (await checkLessons()).flatMap(({ mistakes }) => mistakes).join("\n");
}

export function reportLesson({ name, figures, links, claims, mistakes }) {
  const head = `${mistakes.length > 0 ? "FAILED" : "ok"}  lessons/${name}: ${figures} figures, ${links} links, ${claims} claims listed`;
  return [head, ...mistakes.map((mistake) => `        ${mistake}`)].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await buildPreset(await setUp(), "wasm", ["livefig"]);
    const lessons = await checkLessons();
    for (const lesson of lessons) console.log(reportLesson(lesson));
    const count = lessons.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
    if (count > 0) {
      console.log(`\n${count} ${count === 1 ? "mistake" : "mistakes"}`);
      process.exitCode = 1;
    }
  });
}
