// `npm run test:long`: what takes too long for every change.

import { runCommand } from "./setup/setup.mjs";
import { runStages } from "./test/run-stages.mjs";
import { longStages } from "./test/stages.mjs";

await runCommand(() => runStages("test-long", longStages, process.argv.slice(2)));
