// CI: `npm test`, then `npm run test:long`; the last line sums both.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./setup/toolchain.mjs";

let passed = 0;
let failed = 0;
const broken = [];

for (const [script, results] of [
  ["test", "build/test.json"],
  ["test:long", "build/test-long.json"],
]) {
  const file = join(projectFolder, results);
  rmSync(file, { force: true });
  const { status } = spawnSync("npm", ["run", script], {
    cwd: projectFolder,
    stdio: "inherit",
    env: { ...process.env, CI: "true" },
  });
  try {
    const counts = JSON.parse(readFileSync(file, "utf8"));
    passed += counts.passed;
    failed += counts.failed || (status === 0 ? 0 : 1);
    for (const stage of counts.results)
      if (stage.failed > 0) broken.push(`${script}, ${stage.name}: ${(stage.broken ?? [stage.notes]).join("\n    ")}`);
  } catch {
    console.log(`npm run ${script} ended with ${status} before any stage ran`);
    failed += 1;
  }
}

for (const stage of broken) console.log(`failed in ${stage}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
