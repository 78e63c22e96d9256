/** The element on a server: importing it asks for no window. */
import { expect, test } from "vitest";

test("the element can be imported where there is no window", async () => {
  expect(typeof window).toBe("undefined");
  const { LiveFigure } = await import("../../../web/elements/define.js");
  expect(LiveFigure.observedAttributes).toEqual(["src", "seed", "state", "autoplay", "theme", "lang", "base"]);
}, 30_000);

test("so can the built script, whose Lit is the browsers'", async () => {
  const built = "../../../dist/livefig.js";
  const { LiveFigure } = await import(/* @vite-ignore */ built);
  expect(LiveFigure.name).not.toBe("");
});
