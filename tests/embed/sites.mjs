// The course sites that figures are embedded in, one row each: how it is built, where its page is, how it turns dark.

/**
 * `system`    programs of scripts/setup/system.mjs without which the site is left out;
 * `command`   run in a copy of sites/<name>, if it needs building; `output` is the folder that is then served;
 * `assets`    where in that copy the runtime (dist/) and the figures go, where they are not served from elsewhere;
 * `page`      the page with two figures, below the output;
 * `dark`      what the reader does to make the page dark: a media preference, or a click.
 */
export const sites = {
  html: { page: "index.html", output: ".", dark: { prefers: true } },
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
};
