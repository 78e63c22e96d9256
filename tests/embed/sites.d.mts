/** The table's shape for the specs: `course.ts` says what the fields mean. */
import type { Site } from "./course.js";

export declare const sites: Record<string, Site>;
