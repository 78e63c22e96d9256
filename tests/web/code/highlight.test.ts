/** What the code panel colours, and that it loses nothing of a text. */
import { expect, test } from "vitest";
import { highlight } from "../../../web/code/highlight.js";

const kinds = (text: string) =>
  highlight(text)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text: piece }) => `${kind} ${piece}`);

test("comments, strings, numbers and keywords are told apart, whatever they hold", () => {
  expect(kinds('for x1 in range(10):  # "not" 3\n    print(f"step {step}", 1e-3, \'#\')')).toEqual([
    "keyword for",
    "keyword in",
    "number 10",
    'comment # "not" 3',
    'string f"step {step}"',
    "number 1e-3",
    "string '#'",
  ]);
  expect(kinds('"""The input\nplus 1."""\nformat = forward')).toEqual(['string """The input\nplus 1."""']);
});

test("nothing is lost, not even of a text that does not end its strings", () => {
  for (const text of ['x = "open', '"""open\n', "a\\b’ü 0x1f 3.e5\n\n", ""])
    expect(highlight(text).reduce((whole, { text: piece }) => whole + piece, "")).toBe(text);
});
