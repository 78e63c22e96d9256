/** The catalogs of the evidence for marked sentences by language: loaded when a mark is first pressed. */
import { claimsEn } from "./claims_en.js";
import { claimsZh } from "./claims_zh.js";
import { type SayOf, sayFrom } from "./say.js";

export type SayClaim = SayOf<typeof claimsEn>;

export const claimCatalogs = { en: claimsEn, zh: claimsZh } as const;

export const sayClaim = sayFrom<typeof claimsEn>(claimCatalogs);
