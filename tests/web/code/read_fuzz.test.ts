/** Printed scripts, broken at random: each is read, or refused at its place. */
import { expect, test } from "vitest";
import { readBroken } from "./mutations.js";

test("a broken script is a program still, or an error at its place; nothing is thrown and nothing hangs", () => {
  const { read, bad } = readBroken(2000);
  expect(bad.slice(0, 3)).toEqual([]);
  // Some mutations break nothing, and most do: otherwise this tests little.
  expect(read).toBeGreaterThan(100);
  expect(read).toBeLessThan(1700);
}, 120_000);
