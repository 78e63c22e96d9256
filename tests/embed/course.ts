/** A course page as its reader meets it: its figures, its theme, everything it asked for and complained about. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { sites as table } from "./sites.mjs";

export interface Site {
  system?: string[];
  page: string;
  /** The figure is another document in the page. */
  frames?: boolean;
  dark: { prefers?: true; click?: string; times?: number };
}
export const sites: Record<string, Site> = table;

/** Those that were built: the others' generators are missing here, which the stage has said. */
export const chosen = (process.env.LIVEFIG_SITES ?? Object.keys(sites).join(" ")).split(" ");

const ours = /^(course|cdn)\.example$/;

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && !ours.test(hostname)) complaints.push(`third party: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export interface Run {
  name: string;
  loss: number;
}
export interface Figure extends HTMLElement {
  step(n: number): Promise<void>;
  play(): Promise<void>;
  program: unknown;
  snapshot: { status: string; suspended: boolean; step: number; runs: Run[] };
}

export const open = (page: Page, name: string) => page.goto(`${name}/${sites[name].page}`);

/** The figure of that number, on screen and ready. */
export async function figure(page: Page, name: string, index: number): Promise<Locator> {
  let found = page.locator("live-figure").nth(index);
  if (sites[name].frames) {
    await page.locator("iframe").nth(index).scrollIntoViewIfNeeded();
    found = page.frameLocator("iframe").nth(index).locator("live-figure");
  }
  await found.scrollIntoViewIfNeeded();
  await expect(found).toHaveAttribute("status", "ready");
  return found;
}

/** Does what a reader does to make the page dark, and waits until its background has changed. */
export async function turnDark(page: Page, name: string): Promise<void> {
  const { prefers, click, times } = sites[name].dark;
  if (prefers) await page.emulateMedia({ colorScheme: "dark" });
  for (let time = 0; click && time < (times ?? 1); time++) await page.locator(click).click();
}

/** How well an element's text stands out from the page behind it: WCAG's ratio, 1 to 21, as it is painted now. */
export function contrast(live: Locator, selector: string): Promise<number> {
  return live.evaluate((element, inside) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d", { willReadFrequently: true })!;
    const luminance = (...layers: string[]) => {
      for (const layer of layers) {
        context.fillStyle = layer;
        context.fillRect(0, 0, 1, 1);
      }
      const linear = [...context.getImageData(0, 0, 1, 1).data]
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const layers = [];
    for (let at: Element | null = element; at; at = at.parentElement)
      layers.unshift(getComputedStyle(at).backgroundColor);
    // Where nothing is painted, the browser's own canvas shows.
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const prefers = matchMedia("(prefers-color-scheme: dark)").matches;
    const dark = scheme.includes("dark") && (prefers || !scheme.includes("light"));
    layers.unshift(dark ? "#121212" : "#ffffff");
    const text = getComputedStyle(element.shadowRoot!.querySelector(inside)!).color;
    const [a, b] = [luminance(...layers), luminance(...layers, text)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }, selector);
}

/** Computed styles of some elements, without those that only say how much room there was. */
export function stylesOf(page: Page, selectors: readonly string[]): Promise<Record<string, Record<string, string>>> {
  return page.evaluate((wanted) => {
    const room = /^(.*-)?(width|height|inline-size|block-size|origin|top|right|bottom|left|inset.*)$/;
    const of = (element: Element) => {
      const style = getComputedStyle(element);
      return Object.fromEntries(
        [...style].filter((name) => !room.test(name)).map((name) => [name, style.getPropertyValue(name)]),
      );
    };
    const found = wanted.map((selector) => [selector, document.querySelector(selector)] as const);
    return Object.fromEntries(found.flatMap(([selector, element]) => (element ? [[selector, of(element)]] : [])));
  }, selectors);
}

/** What a script could leave behind in a document besides styles. Lit notes its versions in three globals. */
export function documentOf(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() => ({
    sheets: `${document.styleSheets.length} and ${document.adoptedStyleSheets.length}`,
    root: document.documentElement.getAttributeNames().join(),
    body: document.body.getAttributeNames().join(),
    // Vite writes into a page's head what it fetches of a package's late chunks: of any package, not of ours alone.
    head: document.head.innerHTML.replace(/<link rel="modulepreload"[^>]*>/g, ""),
    globals: Object.keys(window)
      .filter((key) => !/^(litElement|litHtml|reactiveElement)Versions$/.test(key))
      .sort()
      .join(),
  }));
}

/** A width that no sheet of the page can change, once the figure has taken it. */
export async function fixWidth(live: Locator): Promise<void> {
  await live.evaluate((element) => (element as HTMLElement).style.setProperty("width", "700px", "important"));
  const settled = () =>
    live.evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll("canvas")].every(
        ({ clientWidth, parentElement }) =>
          element.clientWidth === 700 && clientWidth === Math.floor(parentElement!.clientWidth),
      ),
    );
  await expect.poll(settled).toBe(true);
}

export async function fixFrame(frame: Locator): Promise<void> {
  await frame.evaluate((element) => {
    const fixed = { width: "760px", "min-width": "760px", "max-width": "none", "box-sizing": "content-box", zoom: "1" };
    for (const [name, value] of Object.entries(fixed))
      (element as HTMLElement).style.setProperty(name, value, "important");
  });
}

/** Everything about the inside of a figure that a sheet could change, sizes and places included. */
export function insideOf(live: Locator): Promise<string[]> {
  return live.evaluate((element) => {
    return [...element.shadowRoot!.querySelectorAll("*")].map((inner) => {
      const style = getComputedStyle(inner);
      const box = inner.getBoundingClientRect();
      const name = `${inner.localName}.${inner.className} ${Math.round(box.width)}x${Math.round(box.height)}`;
      // The order of custom properties is the browser's affair.
      return [name, ...[...style].sort().map((property) => `${property}: ${style.getPropertyValue(property)}`)].join(
        "\n",
      );
    });
  });
}
