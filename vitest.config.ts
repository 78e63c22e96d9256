/** Unit tests run in Node from the sources; a test that needs a browser is Playwright's. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,mjs}"],
    environment: "node",
    // A busy machine is slow, not wrong; a test that hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
