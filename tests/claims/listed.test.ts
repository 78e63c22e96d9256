/** The claims that the lessons list themselves (claims.json), each over ten seeds of its figure. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadEngine } from "../../web/engine/load.js";
import type { FigureSpec } from "../../web/figure/spec.js";
import { readClaims, seedsThatHold } from "../../web/site/check/claims.js";
import { readSpecFile } from "../../web/site/pictures/spec_file.js";

const lessons = new URL("../../lessons/", import.meta.url);
const listing = readdirSync(lessons).filter((name) => existsSync(new URL(`${name}/claims.json`, lessons)));
const read = (path: string) => readFileSync(new URL(path, lessons), "utf8");

function figuresOf(lesson: string): Map<string, FigureSpec> {
  const files = readdirSync(new URL(`${lesson}/figures/`, lessons)).filter((name) => name.endsWith(".json"));
  const specs = files.map((name) =>
    readSpecFile(fileURLToPath(new URL(`${lesson}/figures/${name}`, lessons)), `lessons/${lesson}/figures/${name}`),
  );
  return new Map(specs.map((spec) => [spec.name, spec]));
}

describe.each(listing)("%s", (lesson) => {
  const figures = figuresOf(lesson);
  const { claims, mistakes } = readClaims(read(`${lesson}/claims.json`), `lessons/${lesson}/claims.json`, figures);

  test("its list can be read", () => expect(mistakes).toEqual([]));

  test.each(claims.map((claim) => [`${claim.figure}: ${claim.says}`, claim] as const))(
    "%s",
    async (_, claim) => {
      const held = seedsThatHold(await loadEngine(), figures.get(claim.figure)!, claim);
      expect(held.length, `it holds with the seeds ${held.join(", ")}`).toBeGreaterThanOrEqual(claim.seeds ?? 10);
    },
    900_000,
  );
});
