// `npm test`: everything a change must pass. `npm test -- browser` runs the stages of that name alone.

import { runCommand } from "./setup/setup.mjs";
import { runStages } from "./test/run-stages.mjs";
import { stages } from "./test/stages.mjs";

await runCommand(() => runStages("test", stages, process.argv.slice(2)));
