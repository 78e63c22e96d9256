// Figures in real course sites: the named ones are built by their own generators, then opened in Chromium.

import { buildSites } from "../../tests/embed/build.mjs";
import { playwright } from "./runners.mjs";

/** Sites of tests/embed/sites.mjs. */
export function courseSites(...names) {
  return async () => {
    await buildSites(names);
    return playwright("tests/embed", { LIVEFIG_SITES: names.join(" ") })();
  };
}
