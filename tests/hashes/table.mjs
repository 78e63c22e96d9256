/** The programs of the committed table, as jobs for any side, and the table of what each side must answer. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const read = (name) => JSON.parse(readFileSync(path(name), "utf8"));

export const tableFile = path("hashes.json");
/** `[{ name, steps, program }]` */
export const programs = read("programs.json");
export const jobs = programs.map(({ program, steps }) => ({ program, steps }));
/** Name of a program → its answer. */
export const table = read("hashes.json");
