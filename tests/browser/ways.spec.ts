/** The ways into pages of another origin: a frame, and a script tag. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import { createStaticServer } from "../../scripts/serve.mjs";
import { call, expect, figure, lessonPath, type Snapshot, snapshot, test } from "./lesson.js";
import { requests } from "./requests.js";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Serves made pages, and what stands in `dist/` under /files/ for any origin, with no policy of its own. */
class Host {
  readonly pages = new Map<string, { html: string; policy?: string }>();
  #servers: Server[] = [];
  origin = "";
  files = "";

  async start(): Promise<void> {
    const site = createStaticServer(dist);
    const cdn = createServer((request, response) => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      site.emit("request", request, response);
    });
    const pages = createServer((request, response) => {
      const page = this.pages.get(request.url ?? "");
      if (page?.policy) response.setHeader("Content-Security-Policy", page.policy);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.writeHead(page ? 200 : 404).end(page?.html ?? "");
    });
    this.files = await this.#listen(cdn);
    this.origin = await this.#listen(pages);
  }

  async #listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

const host = new Host();
test.beforeAll(() => host.start());
test.afterAll(() => host.stop());

async function openHosted(page: Page, body: string, policy?: string): Promise<void> {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>host</title><link rel="icon" href="${host.files}/icon.svg"></head><body>${body}</body></html>`;
  host.pages.set("/page", policy === undefined ? { html } : { html, policy });
  await page.goto(`${host.origin}/page`);
}

test.describe("a frame", () => {
  const frameTag = (name: string, more = "") =>
    `<iframe data-livefig sandbox="allow-scripts" title="${name}" name="${name}" width="100%" src="${host.files}/${lessonPath}figures/${name}/" ${more}></iframe>`;

  /** The frame's document as the page around it cannot see it. */
  async function inside(page: Page, name: string): Promise<Frame> {
    await expect.poll(() => page.frame({ name })?.url() ?? "").toMatch(name);
    const frame = page.frame({ name })!;
    await expect(frame.locator("live-figure")).toHaveAttribute("status", /ready|paused|running/, { timeout: 20_000 });
    return frame;
  }
  const heights = async (page: Page, frame: Frame, name: string) => ({
    frame: await page.locator(`iframe[name="${name}"]`).evaluate((element) => element.clientHeight),
    content: await frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)),
  });
  const fits = (page: Page, frame: Frame, name: string) =>
    expect
      .poll(async () => {
        const { frame: outer, content } = await heights(page, frame, name);
        return content > 300 && outer === content;
      })
      .toBe(true);

  for (const [order, before, after] of [
    ["before the frames", true, false],
    ["after the frames", false, true],
  ] as const) {
    test(`in a sandbox it trains and is as high as its content: the host's script ${order}`, async ({ page }) => {
      const script = `<script src="${host.files}/livefig-frame.js"></script>`;
      const frames = frameTag("04-dropout") + frameTag("08-adam", 'style="border: 3px solid; box-sizing: border-box"');
      await openHosted(page, (before ? script : "") + frames + (after ? script : ""));
      for (const name of ["04-dropout", "08-adam"]) {
        const frame = await inside(page, name);
        await page.locator(`iframe[name="${name}"]`).scrollIntoViewIfNeeded();
        await fits(page, frame, name);
        const stored = await frame.evaluate(() => {
          try {
            return String(localStorage.length);
          } catch (error) {
            return (error as Error).name;
          }
        });
        expect(stored).toBe("SecurityError");
        const step = await frame.evaluate(async () => {
          const live = document.querySelector("live-figure") as unknown as {
            step(n: number): Promise<void>;
            snapshot: Snapshot;
          };
          await live.step(10);
          return live.snapshot.step;
        });
        expect(step).toBe(10);
      }
      // Narrower, so higher; and the other frame follows by itself.
      await page.setViewportSize({ width: 400, height: 900 });
      for (const name of ["04-dropout", "08-adam"]) await fits(page, page.frame({ name })!, name);
      expect(await page.evaluate(() => Object.keys(window).filter((name) => /livefig|frame/i.test(name)))).toEqual(
        await page.evaluate(() => {
          const clean = document.body.appendChild(document.createElement("iframe"));
          const names = Object.keys(clean.contentWindow!).filter((name) => /livefig|frame/i.test(name));
          clean.remove();
          return names;
        }),
      );
    });
  }

  test("theme and language of the frame's attributes are followed", async ({ page }) => {
    await openHosted(
      page,
      `${frameTag("04-dropout", 'data-theme="dark"')}<script src="${host.files}/livefig-frame.js"></script>`,
    );
    const frame = await inside(page, "04-dropout");
    const live = frame.locator("live-figure");
    await expect(live).toHaveAttribute("theme", "dark");
    await page.locator("iframe").evaluate((element) => element.setAttribute("data-theme", "light"));
    await expect(live).toHaveAttribute("theme", "light");
    await page.locator("iframe").evaluate((element) => element.setAttribute("data-lang", "zh"));
    await expect(frame.locator("html")).toHaveAttribute("lang", "zh");
  });

  test("heights out of all bounds, of other numbers and from elsewhere change nothing", async ({ page }) => {
    await openHosted(
      page,
      `<iframe data-livefig title="rogue" sandbox="allow-scripts" height="200" srcdoc="<script>
        const say = (more) => parent.postMessage({ livefig: 'frame', version: 1, type: 'height', ...more }, '*');
        addEventListener('message', ({ data }) => {
          say({ id: 'guess', height: 900 }); say({ id: data.id, height: 'tall' }); say({ id: data.id, height: NaN });
          say({ id: data.id, height: 1e9 }); parent.postMessage('done', '*');
        });
        parent.postMessage({ livefig: 'frame', version: 1, type: 'hello' }, '*');
      </script>"></iframe>
      <iframe data-livefig title="quiet" height="200" srcdoc=""></iframe>
      <script src="${host.files}/livefig-frame.js"></script>`,
    );
    const [rogue, quiet] = [page.locator('iframe[title="rogue"]'), page.locator('iframe[title="quiet"]')];
    await expect(rogue).toHaveAttribute("style", /height: 20000px/);
    await page.evaluate(() => postMessage({ livefig: "frame", version: 1, type: "height", id: "x", height: 700 }, "*"));
    expect(await quiet.getAttribute("style")).toBeNull();
  });
});

test.describe("a script tag from another origin", () => {
  const policy = (cdn: string) =>
    `script-src ${cdn} 'wasm-unsafe-eval'; worker-src blob:; connect-src ${cdn}; style-src ${cdn}; font-src ${cdn}; img-src ${cdn}`;
  const figureTag = (name: string) =>
    `<live-figure src="${host.files}/${lessonPath}figures/${name}.json"></live-figure>`;

  test("two figures train under a strict policy, in blob workers, with the fonts that the page asks for", async ({
    page,
  }) => {
    const asked = requests(page);
    await openHosted(
      page,
      `<link rel="stylesheet" href="${host.files}/livefig-fonts.css">
      <script type="module" src="${host.files}/livefig.js"></script>
      <h1>course</h1>${figureTag("08-adam")}${figureTag("04-dropout")}`,
      policy(host.files),
    );
    for (const number of ["08", "04"]) {
      const live = await figure(page, number);
      await call(live, "step", 10);
      expect((await snapshot(live)).step).toBe(10);
    }
    expect(page.workers().length).toBeGreaterThan(0);
    for (const one of page.workers()) expect(one.url()).toMatch(/^blob:/);
    await expect.poll(() => page.evaluate(() => document.fonts.check('600 16px "IBM Plex Sans"'))).toBe(true);
    expect(asked.filter((url) => !url.startsWith(host.files))).toEqual([]);
    expect(asked.filter((url) => url.endsWith(".woff2")).length).toBeGreaterThan(0);
  });

  test("without the fonts' style sheet the system's fonts do, and nothing else is asked for", async ({ page }) => {
    const asked = requests(page);
    await openHosted(
      page,
      `<script type="module" src="${host.files}/livefig.js"></script>${figureTag("06-l2")}`,
      policy(host.files),
    );
    const live = await figure(page, "06");
    await call(live, "step", 5);
    const names = asked
      .map((url) => url.replace(/^.*\//, ""))
      // Its views' code stands beside it.
      .filter((name) => name !== "icon.svg" && !/^livefig\.\w+\.js$/.test(name ?? ""))
      .sort();
    expect(names).toEqual(["06-l2.json", "digits.bin", "livefig-worker.js", "livefig.js", "livefig.wasm"]);
  });

  test("what the page says about the files goes before where the script lies", async ({ page }) => {
    await openHosted(
      page,
      `<script type="module">
        import { configure, LiveFigure } from "${host.files}/element.js";
        configure({ base: "${host.files}/", datasets: {} });
        customElements.define("live-figure", LiveFigure);
      </script>
      <live-figure><script type="application/json">{
        "version": 1, "number": "1", "name": "own", "title": "Own", "task": "T", "caption": "C", "variables": {},
        "program": { "data": { "name": "moons" }, "model": [{ "type": "Linear", "out_features": 2 }],
          "loss": { "type": "CrossEntropyLoss" }, "optimizer": { "type": "SGD", "lr": 0.1 } },
        "runs": [{ "name": "plain" }], "controls": [], "views": [{ "type": "curves", "title": "Loss", "quantity": "loss" }],
        "playback": { "steps": 100, "speed": 50, "evaluateEvery": 10 }, "readout": "", "picture": { "step": 10 }
      }</script></live-figure>`,
    );
    const live = page.locator("live-figure");
    await call(live, "step", 7);
    expect((await snapshot(live)).step).toBe(7);
  });
});
