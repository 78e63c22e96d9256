/** "Use this figure": four pieces of code with the settings of now, by keyboard, on a phone, without barriers. */
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { call, expect, figure, lessonPath, test } from "./lesson.js";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

async function opened(page: Page): Promise<{ live: Locator; dialog: Locator }> {
  await page.goto(lessonPath);
  const live = await figure(page, "04");
  await live.getByRole("button", { name: "Use this figure" }).click();
  return { live, dialog: live.getByRole("dialog", { name: "Use this figure" }) };
}
const codeOf = (dialog: Locator, name: string) => dialog.getByRole("textbox", { name, exact: true });

test("each way has its code, of this very address, and copies it", async ({ page, baseURL }) => {
  const { dialog } = await opened(page);
  const spec = `${baseURL}${lessonPath}figures/04-dropout`;
  await expect(codeOf(dialog, "Script tag")).toHaveValue(
    `<script type="module" src="${baseURL}livefig.js"></script>\n<live-figure src="${spec}.json"></live-figure>`,
  );
  await expect(codeOf(dialog, "npm package")).toHaveValue(/^npm install livefig\n/);
  await expect(codeOf(dialog, "iframe")).toHaveValue(new RegExp(`src="${spec}/index.html"`));
  await expect(dialog.getByRole("link", { name: "Download 04-dropout.html" })).toHaveAttribute(
    "href",
    `${spec}/index.html`,
  );
  await dialog.getByRole("button", { name: "Copy: iframe" }).click();
  await expect(dialog.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("<iframe data-livefig");
});

test("the code carries the settings that the figure has now, and what it places has them", async ({ page }) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await live.getByRole("slider", { name: "noise" }).fill("0.2");
  await call(live, "step", 12);
  await live.getByRole("button", { name: "Use this figure" }).click();
  const dialog = live.getByRole("dialog");
  const code = await codeOf(dialog, "Script tag").inputValue();
  expect(code).toContain('state="1;var.noise=0.2;step=12"');
  await expect(codeOf(dialog, "iframe")).toHaveValue(/index\.html#livefig=06-l2:1;var\.noise=0\.2;step=12"/);
  await expect(dialog.locator('[data-way="file"]')).toHaveValue("#livefig=06-l2:1;var.noise=0.2;step=12");
  await dialog.getByRole("button", { name: "Close" }).click();
  const placed = await page.evaluate(async (html) => {
    const place = document.createElement("div");
    place.innerHTML = html.replace(/^.*<\/script>/, "");
    document.querySelector("main")?.prepend(place);
    scrollTo(0, 0);
    const element = place.querySelector("live-figure") as HTMLElement & { snapshot: { step: number } };
    while (element.snapshot.step < 12 || element.getAttribute("status") !== "paused")
      await new Promise((resolve) => setTimeout(resolve, 20));
    return element.snapshot;
  }, code);
  expect(placed).toMatchObject({ step: 12, variables: { noise: 0.2 } });
});

test("by keyboard: the focus stays in it, its keys train nothing, Escape gives the focus back", async ({ page }) => {
  const { live, dialog } = await opened(page);
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    const inside = await live.evaluate((element) => {
      const active = element.shadowRoot?.activeElement;
      return document.activeElement !== element || Boolean(active?.closest("dialog"));
    });
    expect(inside).toBe(true);
  }
  await dialog.getByRole("button", { name: "Copy: iframe" }).focus();
  await page.keyboard.press("s");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(live.getByRole("button", { name: "Use this figure" })).toBeFocused();
  await expect(live).toHaveAttribute("status", "ready");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in it, ${colorScheme}, on a phone, and nothing is wider than the screen`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    const { dialog } = await opened(page);
    const { violations } = await new AxeBuilder({ page }).include("live-figure").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join("; ")}`)).toEqual([]);
    const box = (await dialog.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.screenshot({ path: `/tmp/shots/dialog-${colorScheme}.png` });
  });
}
