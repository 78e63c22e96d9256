/**
 * Writes hashes.json anew, as WebAssembly under Node computes it, and says what changed: `node tests/hashes/record.mjs`
 * after a build. Only a change that is meant to change the numbers may change a row; a new program adds one.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { processes } from "./processes.mjs";
import { jobs, programs, tableFile } from "./table.mjs";

const answers = processes.Node(jobs);
const failed = answers.findIndex((answer) => answer.error);
if (failed >= 0) throw new Error(`${programs[failed].name}: ${answers[failed].error.message}`);

const before = JSON.parse(readFileSync(tableFile, "utf8"));
const after = Object.fromEntries(programs.map(({ name }, i) => [name, answers[i]]));
for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
  if (!after[name]) console.log(`gone     ${name}`);
  else if (!before[name]) console.log(`new      ${name}`);
  else if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) console.log(`changed  ${name}`);
}
writeFileSync(tableFile, `${JSON.stringify(after, null, 2)}\n`);
