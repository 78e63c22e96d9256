/** What a lesson says about itself at its top: title, place in the course, level, time. */
import { parse } from "yaml";

export interface Facts {
  title: string;
  lesson: number;
  of: number;
  level: string;
  minutes: number;
  description: string;
  /** The neighbours' titles, shown even where their pages are not on this site. */
  previous?: string;
  next?: string;
}

const wanted = {
  title: "string",
  lesson: "number",
  of: "number",
  level: "string",
  minutes: "number",
  description: "string",
};
const optional = { previous: "string", next: "string" };

export function readFacts(markdown: string, where: string): Facts {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(markdown)?.[1];
  if (block === undefined) throw new Error(`${where}:1: expected the lesson's facts between two lines of ---`);
  const facts = parse(block) as Record<string, unknown>;
  for (const [name, type] of Object.entries(wanted))
    if (typeof facts[name] !== type)
      throw new Error(`${where}: ${name}: expected a ${type}, got ${typeof facts[name]}`);
  const known: Record<string, string> = { ...wanted, ...optional };
  for (const [name, value] of Object.entries(facts)) {
    if (!(name in known)) throw new Error(`${where}: ${name}: unknown; known are ${Object.keys(known).join(", ")}`);
    if (typeof value !== known[name])
      throw new Error(`${where}: ${name}: expected a ${known[name]}, got ${typeof value}`);
  }
  return facts as unknown as Facts;
}
