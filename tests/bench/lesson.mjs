/** The lesson's page: navigation to its first trained step, and the longest main-thread task of each figure. */
import { spread } from "./spread.mjs";
import { settleMilliseconds } from "./startup.mjs";

const viewport = { width: 1280, height: 900 };

/** Cold each time. The figure trains when it is seen: the lesson is opened at it, as a link would. */
export async function measureFirstStep({ browser, server, rounds }) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const context = await browser.newContext({ viewport });
    await context.addInitScript(() => {
      document.addEventListener("livefig:ready", (event) => event.target.step(1));
      document.addEventListener("livefig:step", (event) => {
        if (event.detail.step > 0) window.firstStep ??= performance.now();
      });
    });
    const page = await context.newPage();
    await page.waitForTimeout(settleMilliseconds);
    await page.goto(`${server.origin}/deep-learning-basics/#fig-02`);
    await page.waitForFunction(() => window.firstStep !== undefined, undefined, { timeout: 20_000 });
    times.push(await page.evaluate(() => window.firstStep));
    await context.close();
  }
  return spread(times);
}

/** The longest main-thread task while each figure trains for two seconds, after its first drawing; 0 is under 50 ms. */
export async function measureLongestTasks({ browser, server }) {
  const longest = {};
  const page = await browser.newPage({ viewport });
  await page.goto(`${server.origin}/deep-learning-basics/`);
  for (const name of await page.evaluate(() =>
    [...document.querySelectorAll("live-figure")].map((f) => f.getAttribute("src")),
  )) {
    const figure = page.locator(`live-figure[src="${name}"]`);
    await figure.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (src) => document.querySelector(`live-figure[src="${src}"]`).getAttribute("status") === "ready",
      name,
    );
    longest[name] = await figure.evaluate(async (element) => {
      await element.step(1);
      const seen = [0];
      const observer = new PerformanceObserver((list) =>
        seen.push(...list.getEntries().map((entry) => entry.duration)),
      );
      observer.observe({ type: "longtask" });
      await element.play();
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await element.pause();
      observer.disconnect();
      return Math.max(...seen);
    });
  }
  await page.close();
  return longest;
}
