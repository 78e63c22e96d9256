/** A watch on what a page loads, for tests that it loads nothing, or nothing from elsewhere. */
import type { Page } from "@playwright/test";

/** Every request that is not for a page itself. */
export function requests(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.isNavigationRequest()) seen.push(request.url());
  });
  return seen;
}
