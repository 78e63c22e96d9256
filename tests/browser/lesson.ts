/** The lesson as a reader meets it: opens the page, finds a figure, and fails the test on any console noise. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";

export const lessonPath = "deep-learning-basics/";
export const figureNumbers = ["02", "03", "04", "06", "08", "10", "12", "14", "16"] as const;

export interface RunRow {
  name: string;
  status: string;
  step: number;
  loss: number;
  trainLoss: number;
  validationLoss: number;
  accuracy: number | null;
}
export interface Snapshot {
  status: string;
  suspended: boolean;
  step: number;
  epoch: number;
  runs: RunRow[];
}

/** Whatever the page complained about; every test ends by finding it empty. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // Its own word on `serviceWorkers: "block"`, not the page's.
        if (message.text() === "Service Worker registration blocked by Playwright") return;
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => {
        const { hostname, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && hostname !== "127.0.0.1") complaints.push(`third party: ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

export const figureAt = (page: Page, number: string): Locator => page.locator(`live-figure[src*="/${number}-"]`);

/** The figure with a given number, scrolled into view and ready. */
export async function figure(page: Page, number: string): Promise<Locator> {
  const found = figureAt(page, number);
  await found.scrollIntoViewIfNeeded();
  await expect(found).toHaveAttribute("status", /ready|paused|running|finished/, { timeout: 15_000 });
  return found;
}

export function snapshot(live: Locator): Promise<Snapshot> {
  return live.evaluate((element) => (element as unknown as { snapshot: Snapshot }).snapshot);
}

export type Method = "play" | "pause" | "step" | "reset";
export function call(live: Locator, method: Method, argument?: number): Promise<void> {
  return live.evaluate(
    (element, [name, value]) =>
      (element as unknown as Record<Method, (n?: number) => Promise<void>>)[name as Method](
        value as number | undefined,
      ),
    [method, argument] as const,
  );
}

/** Waits for a step, never for a time. */
export async function reachStep(live: Locator, step: number, timeout = 45_000): Promise<Snapshot> {
  await expect.poll(async () => (await snapshot(live)).step, { timeout }).toBeGreaterThanOrEqual(step);
  return snapshot(live);
}

export function run(taken: Snapshot, name: RegExp): RunRow {
  const found = taken.runs.find((row) => name.test(row.name));
  if (!found) throw new Error(`no run ${name} among ${taken.runs.map((row) => row.name).join(", ")}`);
  return found;
}
