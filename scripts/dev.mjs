// `npm run dev`: serves dist/, shows edits of lessons at once, and builds again what an edit of code touches.

import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.mjs";
import { checkPort, serveDist } from "./serve.mjs";
import { say } from "./setup/progress.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

await runCommand(async () => {
  await checkPort();
  const toolchain = await setUp();
  // Not at the top: scripts are read before npm's packages are there.
  const [{ trainElsewhere }, { createReloadingServer }, { tsImport }] = await Promise.all([
    import("./dev/pictures.mjs"),
    import("./dev/reload.mjs"),
    import("tsx/esm/api"),
  ]);
  const dist = join(projectFolder, "dist");
  const site = createReloadingServer(dist);
  const edited = new Set();
  let lessons;
  let pictures;
  let code = true;
  let busy = false;

  const complain = (mistake) => {
    process.stderr.write(`${mistake}\n`);
    site.complain(mistake);
  };

  /** Everything, and what lessons need to be made without it. */
  const buildCode = async () => {
    await buildAll(toolchain);
    pictures?.stop();
    pictures = trainElsewhere();
    const { DevLessons } = await tsImport("../web/site/build/dev_lessons.ts", import.meta.url);
    const names = JSON.parse(readFileSync(join(projectFolder, "build/built_names.json"), "utf8"));
    lessons = new DevLessons({ lessons: join(projectFolder, "lessons"), dist, names, pictures, complain });
    await lessons.start();
  };

  // One after the other; edits made meanwhile come right after.
  const work = async () => {
    if (busy) return;
    busy = true;
    while (code || edited.size > 0) {
      const began = performance.now();
      const names = [...edited];
      edited.clear();
      try {
        if (code) {
          code = false;
          await buildCode();
        } else if (lessons) await lessons.update(names);
        say(`up to date (${((performance.now() - began) / 1000).toFixed(1)} s)`);
        site.reload();
      } catch (error) {
        complain(error.message);
      }
    }
    busy = false;
  };

  await work();
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(work, 40); // an editor saves in several events
  };
  watch(join(projectFolder, "lessons"), { recursive: true }, (_event, path) => {
    if (path) edited.add(path.split(/[\\/]/)[0]);
    soon();
  });
  for (const folder of ["engine", "web"]) {
    watch(join(projectFolder, folder), { recursive: true }, () => {
      code = true;
      soon();
    });
  }
  console.log(`\n  ${await serveDist(site.server)}   (watching engine, web, lessons)\n`);
});
