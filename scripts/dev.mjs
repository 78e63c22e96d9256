// `npm run dev`: serves dist/ and rebuilds what an edit touches; reload the page to see it.

import { watch } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.mjs";
import { checkPort, serveDist } from "./serve.mjs";
import { say } from "./setup/progress.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

const watched = ["engine", "web", "lessons"];

await runCommand(async () => {
  await checkPort();
  const toolchain = await setUp();
  let dirty = true;
  let busy = false;

  // One build at a time; edits made meanwhile are built right after it.
  const rebuild = async () => {
    if (busy) return;
    busy = true;
    while (dirty) {
      dirty = false;
      try {
        await buildAll(toolchain);
        say("up to date");
      } catch (error) {
        process.stderr.write(`${error.message}\n`);
      }
    }
    busy = false;
  };

  await rebuild();
  let timer;
  for (const folder of watched) {
    watch(join(projectFolder, folder), { recursive: true }, () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(rebuild, 100); // an editor saves in several events
    });
  }
  console.log(`\n  ${await serveDist()}   (watching ${watched.join(", ")})\n`);
});
