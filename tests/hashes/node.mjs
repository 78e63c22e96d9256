/** The engine that ships, as a process under Node: jobs as JSON on stdin, answers as JSON on stdout. */
import { readFileSync, writeFileSync } from "node:fs";
import { loadEngine } from "../../dist/engine.js";
import { answerAll } from "./jobs.mjs";

const { jobs } = JSON.parse(readFileSync(0, "utf8"));
const files = {
  read: (path) => new Uint8Array(readFileSync(path)),
  write: (path, bytes) => writeFileSync(path, bytes),
};
process.stdout.write(JSON.stringify(answerAll(await loadEngine(), jobs, files)));
