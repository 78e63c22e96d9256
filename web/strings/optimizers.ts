/** What the tools for optimizers say in a language: the first steps, a slice of the loss. */
import { optimizersEn } from "./optimizers_en.js";
import { optimizersZh } from "./optimizers_zh.js";
import { type SayOf, sayFrom } from "./say.js";

export type SayOptimizers = SayOf<typeof optimizersEn>;

export const optimizersCatalogs = { en: optimizersEn, zh: optimizersZh } as const;

export const sayOfOptimizers = sayFrom<typeof optimizersEn>(optimizersCatalogs);
