/**
 * `_headers`, the file that Netlify, Cloudflare Pages and others of their kind read: what web/site/docs/nginx.conf says,
 * for hosts without a server's configuration. Where two rules meet, such hosts join their values; so no two do, and every
 * path is written out.
 */
import type { Plugin } from "vite";

export interface HeaderRules {
  /** The site's policy; pages that are one file carry a stricter one of their own. */
  policy: string;
  carriesItsPolicy: (path: string) => boolean;
}

/** Vite's names for what it may rename, at the top of the site. */
const hashed = /^[^/]+-[\w-]{8}\.js$/;

export function staticHeaders({ policy, carriesItsPolicy }: HeaderRules): Plugin {
  return {
    name: "livefig:static-headers",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const names = Object.values(bundle).map(({ fileName }) => fileName);
        // Workers are under a policy of their own too.
        const ruled = names.filter(
          (name) => (name.endsWith(".html") && !carriesItsPolicy(`/${name}`)) || /^[\w-]*-worker\.js$/.test(name),
        );
        const rule = (path: string, headers: Record<string, string>) =>
          [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n");
        const immutable = { "Cache-Control": "public, max-age=31536000, immutable" };
        const kept = Object.values(bundle).filter((file) => file.type === "chunk" && hashed.test(file.fileName));
        const rules = [
          "# Written by npm run build: as docs/host says. What has no Cache-Control here is asked for again on such hosts.",
          rule("/*", { "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*" }),
          rule("/assets/*", immutable),
          ...kept.map(({ fileName }) => rule(`/${fileName}`, immutable)),
          ...ruled.flatMap((name) => pathsOf(name).map((path) => rule(path, { "Content-Security-Policy": policy }))),
        ];
        this.emitFile({ type: "asset", fileName: "_headers", source: `${rules.join("\n\n")}\n` });
      },
    },
  };
}

/** A folder's page has two addresses. */
function pathsOf(name: string): string[] {
  return name.endsWith("index.html") ? [`/${name.replace(/index\.html$/, "")}`, `/${name}`] : [`/${name}`];
}
