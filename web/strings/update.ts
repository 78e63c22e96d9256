/** What is said of one weight's update, in a language; loaded with the drawing of it. */
import { type SayOf, sayFrom } from "./say.js";
import { updateEn } from "./update_en.js";
import { updateZh } from "./update_zh.js";

export type SayUpdate = SayOf<typeof updateEn>;

export const updateCatalogs = { en: updateEn, zh: updateZh } as const;

export const sayOfUpdate = sayFrom<typeof updateEn>(updateCatalogs);
