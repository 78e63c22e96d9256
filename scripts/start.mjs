// `npm start`: from a fresh clone to the lesson in the browser.

import { buildAll } from "./build.mjs";
import { checkPort, serveDist } from "./serve.mjs";
import { say } from "./setup/progress.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";

await runCommand(async () => {
  await checkPort();
  await buildAll(await setUp());
  const url = await serveDist();
  say("serving the lesson; end with Ctrl-C");
  console.log(`\n  ${url}\n`);
});
