/** Three browsers, each on a page's own thread and in a worker, against the committed table of hashes. */
import { beforeAll, describe, expect, test } from "vitest";
import { agents, answersOf, browsers } from "./browsers.mjs";
import { programs, table } from "./table.mjs";

describe.each(browsers)("%s", (browser) => {
  let answers;

  beforeAll(async () => {
    answers = await answersOf(browser);
  }, 240_000);

  test("is the browser that it is called", () => {
    expect(answers.agent).toMatch(agents[browser]);
  });

  describe.each(["page", "worker"])("%s", (thread) => {
    test.each(programs.map(({ name }, i) => [name, i]))("%s", (name, i) => {
      expect(answers[thread][i]).toEqual(table[name]);
    });
  });
});
