/** English, Chinese, and a page that runs from right to left. */
import { expect, figure, figureAt, figureNumbers, lessonPath, snapshot, test } from "./lesson.js";

test("the Chinese lesson is Chinese: page, figures, drawings and their descriptions", async ({ page }) => {
  await page.goto(`${lessonPath}zh/`);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page).toHaveTitle("深度学习基础 · livefig");
  await expect(page.getByRole("navigation", { name: "目录", exact: true })).toBeVisible();
  const live = await figure(page, "04");
  await expect(live.getByRole("button", { name: "播放" })).toBeVisible();
  await expect(live.getByRole("slider", { name: "dropout 概率 p" })).toBeVisible();
  await expect(live.getByRole("img").first()).toHaveAttribute("aria-label", /^第 0 步。验证损失：有 dropout/);
  await live.getByRole("button", { name: "单步" }).click();
  await expect(live).toHaveAttribute("status", "paused");
  await expect(live.locator(".count")).toHaveText("第 1 / 1100 步");
  expect((await snapshot(live)).runs.map(({ name }) => name)).toEqual(["with dropout", "without"]);
  for (const number of figureNumbers) await figure(page, number);
});

test("both lessons have the same sections, figures and formulas, and lead to each other", async ({ page }) => {
  const parts = async () => ({
    sections: await page.locator("article h2[id]").evaluateAll((all) => all.map(({ id }) => id)),
    figures: await page.locator("live-figure").evaluateAll((all) => all.map(({ id }) => id)),
    formulas: await page.locator("math annotation").evaluateAll((all) =>
      // Words stand in both languages; everything else is the same.
      all.map(({ textContent }) => textContent!.replace(/\\text\{[^}]*\}/g, "").replace(/\s+/g, " ")),
    ),
  });
  await page.goto(lessonPath);
  const english = await parts();
  await expect(page.locator('link[rel="alternate"][hreflang="zh-Hans"]')).toHaveAttribute("href", /zh\/$/);
  await page.getByRole("link", { name: "简体中文" }).click();
  await expect(page).toHaveURL(/deep-learning-basics\/zh\/$/);
  await page.waitForLoadState();
  const chinese = await parts();
  // A references section has no id of its author's choice.
  expect(chinese.figures).toEqual(english.figures);
  expect(chinese.sections.filter((id) => english.sections.includes(id))).toEqual(
    english.sections.filter((id) => chinese.sections.includes(id)),
  );
  expect(chinese.sections.length).toBe(english.sections.length);
  expect([...chinese.formulas].sort()).toEqual([...english.formulas].sort());
  await page.getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/deep-learning-basics\/$/);
});

test("a figure speaks its own lang, and another one at once when it changes, without losing a step", async ({
  page,
}) => {
  await page.goto(lessonPath);
  const live = await figure(page, "06");
  await live.getByRole("button", { name: "Step" }).click();
  await expect(live).toHaveAttribute("status", "paused");
  await live.evaluate((element) => element.setAttribute("lang", "zh-CN"));
  await expect(live.getByRole("button", { name: "播放" })).toBeVisible();
  await expect(live.locator(".title")).toHaveText("L2 正则化");
  await expect(live.locator("figure:not(.static-figure) .view-title").first()).toHaveText("决策边界");
  await expect(live.getByRole("img").first()).toHaveAttribute("aria-label", /^第 1 步的决策区域/);
  expect((await snapshot(live)).step).toBe(1);
  await live.evaluate((element) => element.setAttribute("lang", "en"));
  await expect(live.getByRole("button", { name: "Play" })).toBeVisible();
});

for (const width of [1280, 360]) {
  test(`from right to left nothing overlaps or leaves the page, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(lessonPath);
    await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
    for (const number of figureNumbers) {
      const live = await figure(page, number);
      const box = (await live.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      const outside = await live.evaluate((element) => {
        const own = element.getBoundingClientRect();
        return (
          [...element.shadowRoot!.querySelectorAll("button, input, select, canvas, p, label")]
            // What is folded away has a box, and no reader who sees it.
            .filter((part) => !part.closest(".unseen") && part.checkVisibility())
            .map((part) => ({ part, box: part.getBoundingClientRect() }))
            .filter(({ box: { left, right } }) => left < own.left - 1 || right > own.right + 1)
            .map(({ part }) => part.outerHTML.slice(0, 80))
        );
      });
      expect(outside).toEqual([]);
      const directions = await live.evaluate((element) =>
        [...element.shadowRoot!.querySelectorAll("canvas")].map((canvas) => getComputedStyle(canvas).direction),
      );
      expect(new Set(directions)).toEqual(new Set(["ltr"]));
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    // The title stands at the right of its row, the seed at the left.
    const live = figureAt(page, "04");
    await live.scrollIntoViewIfNeeded();
    const title = (await live.locator(".title").boundingBox())!;
    const seed = (await live.locator(".seed").boundingBox())!;
    expect(title.x).toBeGreaterThan(seed.x);
  });
}

test("what the reader of code and the engine refuse is said in Chinese, by a catalog that English pages never ask for", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(/^.*\//, "")));
  const catalogs = () => asked.filter((name) => name.startsWith("sentences_zh"));
  await page.goto(`${lessonPath}zh/`);
  const live = await figure(page, "04");
  await live.getByRole("button", { name: "代码", exact: true }).click();
  const line = (text: string) => live.locator(".cm-line", { hasText: text }).first();
  const told = live.locator("#code-problem .note");
  await expect(line("nn.Dropout(p=0.5)")).toBeVisible();
  expect(catalogs()).toEqual([]);
  const retype = async (now: string, text: string) => {
    await line(now).click();
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Home");
    await page.keyboard.type(text);
  };
  await retype("nn.Dropout(p=0.5)", "nn.Dropuot(p=0.5),");
  await expect(told).toHaveText(/^第 \d+ 行：本课不能使用 nn\.Dropuot；你是不是想写 nn\.Dropout？$/);
  expect(catalogs()).toHaveLength(1);
  await retype("nn.Dropuot", "nn.Linear(7, 64),");
  await expect(told).toHaveText(/^第 \d+ 行：nn\.Linear 在这里要接收 7 个数，到达的却有 \d+ 个$/);
  await retype("nn.Linear(7", "nn.Dropout(p=1.5),");
  await expect(told).toHaveText(/^第 \d+ 行：必须小于 1，现在是 1\.5$/);
  await retype("nn.Dropout(p=1.5)", 'nn.Dropout(p=float("nan")),');
  await expect(told).toHaveText(/^第 \d+ 行：\P{Script=Latin}*$/u);
  await live.evaluate((element) => element.setAttribute("lang", "en"));
  await expect(told).toHaveText(/^Line \d+: [^\p{Script=Han}]*$/u);
});
