/**
 * Puts a finished sentence into another language: finds the template that it was made from, `` `{1}` is not defined{2} ``,
 * and fills the translation with what stood in the holes; a hole's own words are translated in the same way.
 */

export type Sentences = Readonly<Record<string, string>>;

interface Template {
  pattern: RegExp;
  /** How many characters of it stand fixed: the more, the surer it is the one. */
  fixed: number;
  translation: string;
  /** The numbers of the holes in the order in which they stand; what stands between quotes is a name, and stays. */
  holes: readonly { number: string; name: boolean }[];
}

/** Longer ones are no sentences of ours. */
const LONGEST = 4000;
/** A sentence within a sentence, and what is appended to that. */
const DEEPEST = 4;

/** What no template made stays as it is. */
export function translatorOf(...catalogs: readonly Sentences[]): (sentence: string) => string {
  const whole = new Map<string, string>();
  const templates: Template[] = [];
  for (const [english, translation] of catalogs.flatMap((catalog) => Object.entries(catalog)))
    if (/\{\d\}/.test(english)) templates.push(template(english, translation));
    else whole.set(english, translation);
  templates.sort((a, b) => b.fixed - a.fixed);

  const translate = (sentence: string, depth: number): string => {
    const known = whole.get(sentence);
    if (known !== undefined) return known;
    if (depth > DEEPEST || sentence.length > LONGEST || !/[a-z]/.test(sentence)) return sentence;
    for (const { pattern, translation, holes } of templates) {
      const found = pattern.exec(sentence);
      if (!found) continue;
      const filling = new Map(
        holes.map(({ number, name }, i) => [number, name ? found[i + 1]! : translate(found[i + 1]!, depth + 1)]),
      );
      return translation.replace(/ ?\{(\d)\} ?/g, (place, number: string) => fill(place, filling.get(number)!));
    }
    return sentence;
  };
  return (sentence) => translate(sentence, 0);
}

/** Between Chinese and other letters stands a space, between Chinese and Chinese none. */
function fill(place: string, text: string): string {
  const before = /^\p{Script=Han}/u.test(text) ? "" : place.startsWith(" ") ? " " : "";
  const after = /\p{Script=Han}$/u.test(text) ? "" : place.endsWith(" ") ? " " : "";
  return before + text + after;
}

function template(english: string, translation: string): Template {
  const parts = english.split(/\{(\d)\}/);
  let name = false;
  const holes: { number: string; name: boolean }[] = [];
  const pattern = parts.map((part, i) => {
    if (i % 2 === 1) {
      holes.push({ number: part, name });
      return name ? "([^`]*?)" : hole(parts, i);
    }
    if (part.split(/[`"]/).length % 2 === 0) name = !name;
    return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  const fixed = parts.filter((_, i) => i % 2 === 0).join("").length;
  return { pattern: new RegExp(`^${pattern.join("")}$`), fixed, translation, holes };
}

/** Of two holes side by side one holds what is appended: `, got 7`; or, right behind a word, what is put in: `, at most 7; `. */
function hole(parts: readonly string[], i: number): string {
  if (/\w$/.test(parts[i - 1]!) && parts[i + 1] === "" && i + 2 < parts.length) return "((?:[,;] [^]*; )?)";
  const second = i > 1 && parts[i - 1] === "" && !/\w$/.test(parts[i - 3]!);
  return second ? "((?:[,;] [^]*)?)" : "([^]*?)";
}
