/** Unit tests run in Node from the sources; a test that needs a browser is Playwright's. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,mjs}"],
    environment: "node",
  },
});
