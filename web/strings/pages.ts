/** What the pages around the figures say; apart from the figures' own catalogs, which every embedded figure loads. */
import { pagesEn } from "./pages_en.js";
import { pagesZh } from "./pages_zh.js";
import { type SayOf, speakerOf } from "./say.js";

export type SayOnPage = SayOf<typeof pagesEn>;

export const pageCatalogs = { en: pagesEn, zh: pagesZh } as const;

const speakers: Readonly<Record<string, SayOnPage>> = {
  en: speakerOf<typeof pagesEn>(pagesEn),
  zh: speakerOf<typeof pagesEn>(pagesZh),
};

/** Throws for a language without a catalog: a page is either in one language or not made. */
export function sayOnPage(language: string): SayOnPage {
  const say = Object.hasOwn(speakers, language) ? speakers[language] : undefined;
  if (!say)
    throw new Error(`no catalog for "${language}" in web/strings; there are ${Object.keys(speakers).join(", ")}`);
  return say;
}
