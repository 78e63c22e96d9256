/** A hundred thousand broken scripts: each a program or a located error, and none that hangs. */
import { expect, test } from "vitest";
import { readBroken } from "../web/code/mutations.js";

/** Of the processor, in milliseconds; the page does not stand still for it, since it reads in a worker. */
const LONGEST = 250;

test("100,000 mutated scripts are read, or refused at a place in their text, and none takes long", () => {
  readBroken(3000, 21); // until the reader is compiled
  for (let seed = 1; seed <= 20; seed++) {
    const { bad, slowest } = readBroken(5000, seed);
    expect(bad.slice(0, 3)).toEqual([]);
    expect(slowest).toBeLessThan(LONGEST);
  }
}, 1_200_000);
