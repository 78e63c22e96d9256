/** Twenty thousand broken scripts: each a program or a located error. */
import { expect, test } from "vitest";
import { readBroken } from "../web/code/mutations.js";

test("20,000 mutated scripts are read, or refused at a place in their text", () => {
  for (let seed = 1; seed <= 4; seed++) expect(readBroken(5000, seed).bad.slice(0, 3)).toEqual([]);
}, 1_200_000);
