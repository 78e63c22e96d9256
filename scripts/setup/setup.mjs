// Sets up whatever the commands need and is missing; says nothing when everything is there.
// Run by hand: `node scripts/setup/setup.mjs`.

import { fileURLToPath } from "node:url";
import { setUpNpmPackages } from "./npm-packages.mjs";
import { SetupError, say } from "./progress.mjs";
import { setUpToolchain } from "./toolchain.mjs";

/** npm packages and the toolchain; both at once, since each mostly waits for its mirror. */
export async function setUp() {
  const [toolchain] = await Promise.all([setUpToolchain(), setUpNpmPackages()]);
  return toolchain;
}

/** Runs a command's main function; a failure that is the user's to solve is a message, not a stack. */
export async function runCommand(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`\nlivefig: ${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const toolchain = await setUp();
    say(`ready: ${JSON.stringify(toolchain, null, 2)}`);
  });
}
