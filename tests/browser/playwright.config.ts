/** Playwright in Debian's Chromium against dist/ served with the strict policy; one worker, no retries. */
import { defineConfig } from "@playwright/test";

const port = Number(process.env.LIVEFIG_TEST_PORT ?? 4317);

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [["list"]],
  snapshotPathTemplate: "{testDir}/looks/{arg}{ext}",
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // tests/hosting is about them; here they would answer in the server's place.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  webServer: {
    command: "node ../../scripts/serve.mjs",
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
