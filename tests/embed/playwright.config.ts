/** Playwright over the built course sites; names ending in .example are all this machine. */
import { defineConfig } from "@playwright/test";
import browser from "../browser/playwright.config.js";

const port = Number(process.env.LIVEFIG_TEST_PORT ?? 4318);
const launch = browser.use!.launchOptions!;

export default defineConfig({
  ...browser,
  testDir: ".",
  use: {
    ...browser.use,
    baseURL: "http://course.example/",
    colorScheme: "light",
    launchOptions: { ...launch, args: [...launch.args!, `--host-resolver-rules=MAP *.example 127.0.0.1:${port}`] },
  },
  webServer: {
    command: "node serve.mjs",
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/html/`,
    reuseExistingServer: false,
  },
});
