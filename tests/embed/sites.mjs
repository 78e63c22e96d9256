// The course sites that figures are embedded in, one row each: how it is built, where its page is, how it turns dark.

/**
 * `system`    programs of scripts/setup/system.mjs without which the site is left out;
 * `command`   run in a copy of sites/<name>, if it needs building; `output` is the folder that is then served;
 * `assets`    where in that copy the figures go, and the runtime (dist/) unless it comes by `npm` from our tarball;
 * `page`      the page with two figures, below the output;
 * `dark`      what the reader does to make the page dark: a media preference, or a click.
 */
export const sites = {
  html: { page: "index.html", output: ".", dark: { prefers: true } },
  iframe: { page: "index.html", output: ".", frames: true, dark: { prefers: true } },
  mkdocs: {
    system: ["mkdocs"],
    command: ["mkdocs", "build", "--quiet", "--strict"],
    assets: "docs",
    output: "site",
    page: "lesson/",
    dark: { click: "label[for=__palette_2]" },
  },
  sphinx: {
    system: ["sphinx"],
    command: ["sphinx-build", "-q", "-W", "-b", "html", ".", "_build"],
    assets: "_static",
    output: "_build",
    page: "index.html",
    dark: { prefers: true },
  },
  hugo: {
    system: ["hugo"],
    command: ["hugo", "--quiet"],
    assets: "static",
    output: "public",
    page: "lesson/",
    dark: { click: "button.theme" },
  },
  vitepress: {
    npm: true,
    command: ["vitepress", "build"],
    assets: "public",
    output: ".vitepress/dist",
    page: "index.html",
    dark: { click: ".VPNavBarAppearance .VPSwitchAppearance" },
  },
  astro: {
    npm: true,
    command: ["astro", "build"],
    assets: "public",
    output: "dist",
    page: "index.html",
    dark: { click: "#theme" },
  },
  vite: {
    npm: true,
    command: ["vite", "build"],
    assets: "public",
    output: "dist",
    page: "index.html",
    dark: { prefers: true },
  },
  webpack: {
    npm: true,
    command: ["webpack"],
    assets: "public",
    output: "public",
    page: "index.html",
    dark: { click: "button:text-is('Dark')" },
  },
  react: {
    npm: true,
    command: ["vite", "build"],
    assets: "public",
    output: "dist",
    page: "index.html",
    dark: { click: "button:text-is('Dark')" },
  },
};
