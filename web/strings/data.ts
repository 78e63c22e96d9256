/** What is said about data that someone brings; apart from the figures' own catalogs, since few figures need it. */
import { dataEn } from "./data_en.js";
import { dataZh } from "./data_zh.js";
import { type SayOf, sayFrom } from "./say.js";

export type DataKey = keyof typeof dataEn;
export type SayOfData = SayOf<typeof dataEn>;

export const dataCatalogs = { en: dataEn, zh: dataZh } as const;

export const sayOfData = sayFrom<typeof dataEn>(dataCatalogs);
