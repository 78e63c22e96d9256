/** Playwright against servers that the specs start themselves. */
import { defineConfig } from "@playwright/test";
import browser from "../browser/playwright.config.js";

const { webServer: _, ...shared } = browser;

export default defineConfig({ ...shared, testDir: ".", use: { ...browser.use, serviceWorkers: "allow" } });
