/** The code panel itself: loaded when it is first opened, worked by keyboard, its script taken along, fit for a phone. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { codeOf, editorOf, lineOf, openCode, problemOf, retype } from "./editor.js";
import { expect, figure, lessonPath, snapshot, test } from "./lesson.js";

test("Code opens the script of each run, and costs nothing before", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/^.*\//, "")));
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  expect(asked.filter((name) => name.startsWith("code"))).toEqual([]);
  const button = live.getByRole("button", { name: "Code", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(editorOf(live)).toBeVisible();
  expect(asked.filter((name) => name.startsWith("code"))).toHaveLength(1);
  await expect(button).toHaveAttribute("aria-expanded", "true");
  expect(await codeOf(live)).toContain("nn.Dropout(p=0.5)");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0.5)");
  await live.getByLabel("run").selectOption("without");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0)");
  await live.getByLabel("run").selectOption("with dropout");
  await expect(editorOf(live)).toContainText("nn.Dropout(p=0.5)");
  await button.press("Enter");
  await expect(editorOf(live)).toBeHidden();
});

test("the keyboard comes into the editor and out again, and the figure's keys stay out", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  await editorOf(live).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# s r \n");
  await page.keyboard.press("Tab");
  expect((await snapshot(live)).step).toBe(0);
  await expect(editorOf(live)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(editorOf(live)).not.toBeFocused();
  await editorOf(live).focus();
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await snapshot(live)).step).toBeGreaterThan(0);
});

test("what is typed over several lines replaces them, and undo brings them back; the console stays clean", async ({
  page,
}) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  const code = await codeOf(live);
  await lineOf(live, "import torch").click();
  await page.keyboard.press("Home");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.type("ab");
  await expect(editorOf(live)).not.toContainText("import torch");
  await expect(problemOf(live)).toContainText("is not defined");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(editorOf(live)).toContainText("import torch");
  await expect.poll(() => codeOf(live)).toBe(code);
});

test("the script can be downloaded and copied as it is", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await openCode(live);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    live.getByRole("button", { name: "Download 06-l2.py" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("06-l2.py");
  const code = await codeOf(live);
  expect(readFileSync(await file.path(), "utf8")).toBe(code);
  await live.getByRole("button", { name: "Copy" }).click();
  await expect(live.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
});

test("the open panel passes axe and fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(lessonPath);
    const live = await figure(page, "04");
    await openCode(live);
    await retype(page, lineOf(live, "nn.Dropout"), "nn.Dropout(p=2),");
    await expect(problemOf(live)).toContainText("Line");
    const { violations } = await new AxeBuilder({ page }).include('live-figure[src*="/04-"]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    if (process.env.LIVEFIG_LOOK) {
      await editorOf(live).scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.LIVEFIG_LOOK}/code-${colorScheme}.png` });
    }
  }
});
