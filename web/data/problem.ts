/** What is wrong with data that someone brought: the key of a sentence (web/strings/data_en.ts), and what fills it. */
import { type DataKey, sayOfData } from "../strings/data.js";

export class DataProblem extends Error {
  readonly key: DataKey;
  readonly filling: Record<string, string | number>;
  constructor(key: DataKey, filling: Record<string, string | number> = {}) {
    super(sayProblemOfData("en", key, filling));
    this.name = "DataProblem";
    this.key = key;
    this.filling = filling;
  }

  /** The sentence in a language. */
  in(lang: string | undefined): string {
    return sayProblemOfData(lang, this.key, this.filling);
  }
}

function sayProblemOfData(lang: string | undefined, key: DataKey, filling: DataProblem["filling"]): string {
  return (sayOfData(lang) as (key: DataKey, filling: DataProblem["filling"]) => string)(key, filling);
}

/** What a message repeats of a value: whole tables may stand in a cell. */
export function short(value: unknown): string {
  const text = String(value);
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
