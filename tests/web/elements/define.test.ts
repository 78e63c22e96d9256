import { expect, test } from "vitest";

test("the element can be imported where there is no window", async () => {
  expect(typeof window).toBe("undefined");
  const { LiveFigure } = await import("../../../web/elements/define.js");
  expect(LiveFigure.observedAttributes).toEqual(["src", "seed", "autoplay", "theme", "lang", "base"]);
});
