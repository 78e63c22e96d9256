/** The catalogs of what stands beside the code, by language; apart from the figure's own, since they come with the code. */
import { type SayOf, sayFrom } from "./say.js";
import { takingEn } from "./taking_en.js";
import { takingZh } from "./taking_zh.js";

export type SayInTaking = SayOf<typeof takingEn>;

export const takingCatalogs = { en: takingEn, zh: takingZh } as const;

export const sayInTaking = sayFrom<typeof takingEn>(takingCatalogs);
