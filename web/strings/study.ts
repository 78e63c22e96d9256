/** What a figure's tools say in a language; apart from the figure's own catalogs, since few readers open them. */
import { type SayOf, sayFrom } from "./say.js";
import { studyEn } from "./study_en.js";
import { studyZh } from "./study_zh.js";

export type SayStudy = SayOf<typeof studyEn>;

export const studyCatalogs = { en: studyEn, zh: studyZh } as const;

export const sayOfStudy = sayFrom<typeof studyEn>(studyCatalogs);
