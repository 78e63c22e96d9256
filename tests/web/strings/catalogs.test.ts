/** Every catalog is complete, and no part of the interface says anything that stands in none. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../../../web/strings/en.js";
import { catalogs, languageOf, listIn, sayIn } from "../../../web/strings/say.js";
import { takingCatalogs } from "../../../web/strings/taking.js";
import { zh } from "../../../web/strings/zh.js";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();

describe.each(Object.keys(catalogs))("the catalog %s", (language) => {
  const catalog = catalogs[language]!;

  test("has every text, with the English one's holes", () => {
    expect(Object.keys(catalog).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect({ key, holes: holes(catalog[key as keyof typeof en]) }).toEqual({ key, holes: holes(text) });
    }
  });
});

test("what stands beside the code is said in every language, with the English one's holes", () => {
  expect(Object.keys(takingCatalogs).sort()).toEqual(Object.keys(catalogs).sort());
  for (const [key, text] of Object.entries(takingCatalogs.en))
    expect({ key, holes: holes(takingCatalogs.zh[key as keyof typeof takingCatalogs.en]) }).toEqual({
      key,
      holes: holes(text),
    });
});

test("Chinese is said in Chinese", () => {
  const names = /^(\{\w+\}|eval|train|iframe|[xy]|[\s、，：；。“”（）])*$/;
  const foreign = Object.entries(zh).filter(([, text]) => !/\p{Script=Han}/u.test(text) && !names.test(text));
  expect(foreign.map(([key]) => key)).toEqual([]);
});

test("a language is chosen by a tag's first part; English for whatever has no catalog", () => {
  expect(["zh", "zh-Hans-CN", "ZH_cn", "en-GB", "tlh", "constructor", "", null].map(languageOf)).toEqual([
    "zh",
    "zh",
    "zh",
    "en",
    "en",
    "en",
    "en",
    "en",
  ]);
  expect(sayIn("zh")("seed", { seed: 7 })).toBe("种子 7");
  expect(sayIn("tlh")("seed", { seed: 7 })).toBe("seed 7");
});

test("lists are put together in the language's own way", () => {
  expect(listIn(sayIn("en"), ["a", "b", "c"])).toBe("a, b and c");
  expect(listIn(sayIn("zh"), ["甲", "乙", "丙"])).toBe("甲、乙和丙");
});

/** Texts in templates and in what a drawing says: at least two words, or one that stands alone in a tag. */
function spokenIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/css`[\s\S]*?`/g, "");
  const marks = [...code.matchAll(/\b(?:text|title|meaning|label|description): (?:"([^"]*[a-z]{2,}[^"]*)"|`([^`]*)`)/g)]
    .map(([, plain, template]) => plain ?? template!.replace(/\$\{[^}]*\}/g, ""))
    .filter((text) => /[a-z]{3,} |^[a-z]{3,}$/i.test(text) && !Object.hasOwn(en, text));
  const sentences = [...code.matchAll(/["`]([A-Z][a-z]+(?: [a-z]+){2,}[^"`]*)["`]/g)].map(([, text]) => text!);
  const tags = [...code.matchAll(/>([A-Z][a-z]{2,}[a-z ]*)<\//g)].map(([, text]) => text!);
  return [...marks, ...sentences, ...tags];
}

test.each(["views", "controls", "elements"])("web/%s says nothing of its own", (folder) => {
  const path = join("web", folder);
  const said = readdirSync(path)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => spokenIn(readFileSync(join(path, name), "utf8")).map((text) => `${name}: ${text}`));
  expect(said).toEqual([]);
});

test("the search finds a text that stands in no catalog", () => {
  expect(spokenIn('marks.push({ text: "each row" })')).toEqual(["each row"]);
  expect(spokenIn("html`<button>Press me</button>`")).toEqual(["Press me"]);
  expect(spokenIn('hint(box, "Measured as it trains")')).toEqual(["Measured as it trains"]);
  expect(spokenIn("/** Says nothing */ const x = 1; // Not this one")).toEqual([]);
});
