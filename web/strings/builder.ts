/** What is said while a network is built; apart from the figures' own catalogs, since few figures have a builder. */
import { builderEn } from "./builder_en.js";
import { builderZh } from "./builder_zh.js";
import { type SayOf, sayFrom } from "./say.js";

export type SayInBuilder = SayOf<typeof builderEn>;

export const builderCatalogs = { en: builderEn, zh: builderZh } as const;

export const sayInBuilder = sayFrom<typeof builderEn>(builderCatalogs);
