/**
 * All that the reader of scripts, the engine, its border and the checks of a spec and its files say in English, put into
 * Chinese; loaded with the first such sentence.
 */
import { borderZh } from "./border_zh.js";
import { type Sentences, translatorOf } from "./by_template.js";
import { dataProblemsEn } from "./data_en.js";
import { dataProblemsZh } from "./data_zh.js";
import { engineZh } from "./engine_zh.js";
import { readerZh } from "./reader_zh.js";
import { specZh } from "./spec_zh.js";

export const translate = translatorOf(readerZh, engineZh, borderZh, specZh, numbered(dataProblemsEn, dataProblemsZh));

/** As said of a file that a spec names; holes by their numbers in place of their names. */
function numbered<Key extends string>(en: Readonly<Record<Key, string>>, zh: Readonly<Record<Key, string>>): Sentences {
  const all = (Object.keys(en) as Key[]).map((key) => {
    const names = ["file", ...[...en[key].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)];
    const by = (text: string) => text.replace(/\{(\w+)\}/g, (_hole, name: string) => `{${names.indexOf(name) + 1}}`);
    return [by(`{file}: ${en[key]}`), by(`{file}：${zh[key]}`)];
  });
  return Object.fromEntries(all);
}
