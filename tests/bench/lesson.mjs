/** The lesson's page: navigation to its first trained step, and how smoothly each figure trains. */
import { settleMilliseconds } from "./bare_chromium.mjs";
import { digits3, median, spread } from "./spread.mjs";

const viewport = { width: 1280, height: 900 };

/**
 * Cold each time. The figure trains when it is seen: the lesson is opened at it, as a link would. The page speaks by its
 * console: what Playwright puts into a page to look at it would be parsed meanwhile.
 */
export async function measureFirstStep({ browser, server, rounds }) {
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const context = await browser.newContext({ viewport });
    await context.addInitScript(() => {
      document.addEventListener("livefig:ready", (event) => event.target.step(1));
      document.addEventListener("livefig:step", (event) => {
        if (event.detail.step > 0) console.debug(`first step ${performance.now()}`);
      });
    });
    const page = await context.newPage();
    await page.waitForTimeout(settleMilliseconds);
    const said = page.waitForEvent("console", { predicate: (m) => m.text().startsWith("first step"), timeout: 20_000 });
    await page.goto(`${server.origin}/deep-learning-basics/#fig-02`, { waitUntil: "commit" });
    times.push(Number((await said).text().split(" ")[2]));
    await context.close();
  }
  return spread(times);
}

/**
 * Each figure trains for three seconds after its first drawing: its longest main-thread task, 0 where all are under 50 ms;
 * frames per second by the time between two of them, its median and the slowest twentieth; and its steps per second.
 */
export async function measureSmoothness({ browser, server }) {
  const measured = {};
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
    measured[name] = summary(await watched(figure));
  }
  const deep = page.locator('live-figure[src*="03-thousand"]');
  await deep.scrollIntoViewIfNeeded();
  await deep.getByRole("button", { name: "rescued by residuals" }).click();
  await deep.evaluate((element) => {
    element.speed = Number.POSITIVE_INFINITY;
  });
  measured["a thousand residual layers"] = summary(await watched(deep));
  await page.close();
  return measured;
}

const watched = (figure) =>
  figure.evaluate(async (element) => {
    await element.step(1);
    const tasks = [0];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: "longtask" });
    const [frames, before, begin] = [[], element.snapshot.step, performance.now()];
    let watching = true;
    const frame = (time) => {
      frames.push(time);
      if (watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    await element.play();
    // A figure that ends sooner is watched until then.
    while (performance.now() - begin < 3000 && ["running", "ready", "paused"].includes(element.getAttribute("status")))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const seconds = (performance.now() - begin) / 1000;
    await element.pause();
    watching = false;
    observer.disconnect();
    return { longest: Math.max(...tasks), frames, steps: (element.snapshot.step - before) / seconds };
  });

function summary({ longest, frames, steps }) {
  const between = frames.slice(1).map((time, i) => time - frames[i]);
  const slow = [...between].sort((a, b) => a - b)[Math.floor(between.length * 0.95)];
  return { longest, frames: digits3(1000 / median(between)), slowFrames: digits3(1000 / slow), steps: digits3(steps) };
}
