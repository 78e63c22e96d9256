/** The catalogs of the tools are complete, and what they say is all used. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { studyCatalogs } from "../../../web/strings/study.js";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole!).sort();
const { en, zh } = studyCatalogs;

describe("the tools' catalogs", () => {
  test("have the same texts with the same holes", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect({ key, holes: holes(zh[key]) }).toEqual({ key, holes: holes(en[key]) });
  });

  test("hold nothing that is never said", () => {
    const folders = [join("web", "elements", "study"), join("web", "figure", "study")];
    const source = folders
      .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")))
      .join("\n");
    const never = Object.keys(en).filter((key) => !new RegExp(`["\`]${key}["\`]`).test(source));
    expect(never).toEqual([]);
  });
});
