// `npm run bench`: builds, then prints the benchmark tables of tests/bench.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildAll } from "./build.mjs";
import { runCommand, setUp } from "./setup/setup.mjs";
import { setUpSystem } from "./setup/system.mjs";
import { projectFolder } from "./setup/toolchain.mjs";

await runCommand(async () => {
  const [toolchain] = await Promise.all([setUp(), setUpSystem(["chromium", "torch", "openblas"])]);
  await buildAll(toolchain);
  const bench = join(projectFolder, "tests/bench/bench.mjs");
  const child = spawn(process.execPath, [bench, ...process.argv.slice(2)], { stdio: "inherit", cwd: projectFolder });
  process.exitCode = await new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
});
