import { defineConfig } from "vitepress";

export default defineConfig({
  title: "A course",
  base: "/vitepress/",
  // Vue leaves the element to the browser.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "live-figure" } } },
});
