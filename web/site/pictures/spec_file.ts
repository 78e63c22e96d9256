/** A figure's spec from its file, with the files that it names. */
import { readFileSync } from "node:fs";
import { SpecError } from "../../figure/resolve.js";
import type { FigureSpec } from "../../figure/spec.js";
import { type Known, type Validated, validateSpec } from "../../figure/validate.js";
import { sourceBeside } from "./files_beside.js";

/** `name` stands in messages. */
export function checkSpecFile(path: string, name: string, known: Known): Validated {
  try {
    const json: unknown = JSON.parse(readFileSync(path, "utf8"));
    const source = sourceBeside(path, json);
    return validateSpec(json, name, source ? { ...known, source } : known);
  } catch (error) {
    if (error instanceof SyntaxError) return { mistakes: [`${name}: not JSON: ${error.message}`] };
    if (error instanceof SpecError) return { mistakes: [`${name}: ${error.message}`] };
    throw error;
  }
}

/** Throws SpecError with every mistake, one a line. */
export function readSpecFile(path: string, name: string, known: Known = {}): FigureSpec {
  const { spec, mistakes } = checkSpecFile(path, name, known);
  if (!spec) throw new SpecError("", mistakes.join("\n"));
  return spec;
}
