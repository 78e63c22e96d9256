/** What the interface says in a language: a catalog's text by its key, its holes filled. */
import { en } from "./en.js";
import { zh } from "./zh.js";

export type Key = keyof typeof en;
/** A translation has every text of the English one, with the same holes (tests/web/strings hold it to that). */
export type Catalog = { readonly [K in Key]: string };

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type Texts = Readonly<Record<string, string>>;

/** `say("seed", { seed: 7 })`; the type knows which holes a text of the English catalog has. */
export type SayOf<English extends Texts> = <K extends keyof English & string>(
  key: K,
  ...filling: [Holes<English[K]>] extends [never] ? [] : [Record<Holes<English[K]>, string | number>]
) => string;
export type Say = SayOf<typeof en>;

export const catalogs: Readonly<Record<string, Catalog>> = { en, zh };

const speakers = new Map(
  Object.entries(catalogs).map(([language, catalog]) => [language, speakerOf<typeof en>(catalog)]),
);

/** A catalog with the same keys and holes as the English one. */
export function speakerOf<English extends Texts>(catalog: { readonly [K in keyof English]: string }): SayOf<English> {
  return (key, ...[values]) =>
    catalog[key].replace(/\{(\w+)\}/g, (_, hole: string) => String((values as Record<string, unknown>)[hole]));
}

/** The language of a tag that there is a catalog for, by its first part: "zh-Hans-CN" is "zh"; English for all others. */
export function languageOf(tag: string | null | undefined): string {
  const language = (tag ?? "").toLowerCase().split(/[-_]/)[0]!;
  return Object.hasOwn(catalogs, language) ? language : "en";
}

export function sayIn(tag: string | null | undefined): Say {
  return speakers.get(languageOf(tag))!;
}

/** What is said from catalogs of their own, in the language of a tag: few readers open what says it, so they come with that. */
export function sayFrom<English extends Texts>(catalogs: {
  en: English;
  zh: { readonly [K in keyof English]: string };
}): (tag: string | null | undefined) => SayOf<English> {
  const speakers = new Map(
    Object.entries(catalogs).map(([language, catalog]) => [language, speakerOf<English>(catalog)]),
  );
  return (tag) => speakers.get(languageOf(tag))!;
}

/** "a, b and c". */
export function listIn(say: Say, parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return parts.slice(0, -1).join(say("comma")) + say("and") + parts.at(-1);
}
