/** The files that a spec names, read from the lesson's folder around it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesNamedIn } from "../../figure/files.js";
import { SpecError } from "../../figure/resolve.js";
import type { DataSource } from "../../figure/spec.js";
import { tableSource } from "../../figure/table_source.js";

/** Paths of the files that the spec at `path` names. Throws SpecError for one that is not in the lesson's folder. */
export function filesBeside(path: string, json: unknown): Map<string, string> {
  const lesson = dirname(dirname(path));
  return new Map(
    filesNamedIn(json).map((src) => {
      const file = join(dirname(path), src);
      const inside = !/^[a-z]+:|^\//i.test(src) && !relative(lesson, file).startsWith("..");
      if (!inside)
        throw new SpecError("", `${src} is not in the lesson's folder, whose files alone come with the page`);
      if (!existsSync(file)) throw new SpecError("", `${src}: there is no such file`);
      return [src, file];
    }),
  );
}

/** What those files hold, for validateSpec; undefined where the spec names none. Throws SpecError. */
export function sourceBeside(path: string, json: unknown): DataSource | undefined {
  const files = filesBeside(path, json);
  if (files.size === 0) return undefined;
  return tableSource(new Map([...files].map(([src, file]) => [src, readFileSync(file, "utf8")])));
}
