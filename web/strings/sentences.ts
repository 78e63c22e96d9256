/**
 * Errors are made in English, and put into a reader's language where they are shown: by a catalog that is fetched when the
 * first one has to be. `sentencesFor` waits for it, `sentenceIn` then needs no waiting.
 */
import { languageOf, sayIn } from "./say.js";

type Translate = (sentence: string) => string;

const sources: Readonly<Record<string, () => Promise<{ translate: Translate }>>> = {
  zh: () => import("./sentences_zh.js"),
};
const known = new Map<string, Translate>();
const asked = new Map<string, Promise<void>>();

/** Null where there is nothing to wait for. Never rejects: without its catalog a sentence stays English. */
export function sentencesFor(tag: string | null | undefined): Promise<void> | null {
  const language = languageOf(tag);
  const source = sources[language];
  if (!source || known.has(language)) return null;
  const loading =
    asked.get(language) ??
    source().then(
      ({ translate }) => void known.set(language, translate),
      () => void known.set(language, (sentence) => sentence),
    );
  asked.set(language, loading);
  return loading;
}

/** In the language of the tag, if its catalog has come and has the sentence; of several, each stands on a line. */
export function sentenceIn(tag: string | null | undefined, sentence: string): string {
  const translate = known.get(languageOf(tag));
  return translate ? sentence.split("\n").map(translate).join("\n") : sentence;
}

/** A refusal for a reader: where, and what is wrong. */
export function sayProblem(tag: string | null | undefined, error: { where: string; message: string }): string {
  const { where, message } = error;
  const problem = sentenceIn(tag, message);
  return where ? sayIn(tag)("problemAt", { where, problem }) : problem;
}
