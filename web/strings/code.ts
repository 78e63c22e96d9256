/** The catalogs of the code panel by language: loaded when the panel is first opened. */
import { codeEn } from "./code_en.js";
import { codeZh } from "./code_zh.js";
import { type SayOf, sayFrom } from "./say.js";

export type SayInCode = SayOf<typeof codeEn>;

export const codeCatalogs = { en: codeEn, zh: codeZh } as const;

export const sayInCode = sayFrom<typeof codeEn>(codeCatalogs);
