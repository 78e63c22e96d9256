/**
 * A built page as one file that asks for nothing: styles, fonts, scripts, specs and the engine inside it. It carries its
 * own policy, which names its scripts and styles by their hashes and forbids every request.
 */
import { createHash } from "node:crypto";
import { posix } from "node:path";
import { gzipSync } from "node:zlib";
import { escapeHtml } from "../pipeline/html.js";
import { carriedSpec } from "./read_lessons.js";

/** The built files that go into a page. */
export interface Parts {
  css: string;
  /** Classic, before the first paint. */
  first: string;
  /** Classic, at the end. */
  script: string;
  /** Packed files by the id that the script looks for. */
  carried: Record<string, Uint8Array>;
}

/** One figure of a page: its `src`, and the element as it stands there. */
export interface PlacedFigure {
  src: string;
  html: string;
}

export interface FigureFiles {
  spec: string;
  /** The files that the spec names, by the names it gives them. */
  named: ReadonlyMap<string, string>;
}

const figurePattern = /<live-figure\b[^>]*?\ssrc="([^"]+)"[^>]*>[\s\S]*?<\/live-figure>/g;

export function figuresIn(html: string): PlacedFigure[] {
  return [...html.matchAll(figurePattern)].map(([whole, src]) => ({ src, html: whole }));
}

/** A page like `html`, whose figures carry their specs; `files` gives a spec, and the files that it names, by its `src`. */
export function inlinedPage(html: string, parts: Parts, files: (src: string) => FigureFiles): string {
  const body = html
    .replace(/^[\s\S]*<\/head>\s*/, "")
    .replace(/<script\b[^>]*\ssrc="[^"]*"[^>]*><\/script>\s*/g, "")
    .replace(figurePattern, (whole, src: string) => carryFiles(whole, files(src)))
    // Other pages of the site are not in the file.
    .replace(/(<a\b[^>]*?)\shref="(?!#|https?:|mailto:)[^"]*"/g, "$1")
    .replace(/<\/html>\s*$/, "")
    .replace(/<\/body>\s*$/, "");
  const head = [.../<head>([\s\S]*?)<\/head>/.exec(html)![1].matchAll(/<(?:meta|title)\b[^>]*>(?:[^<]*<\/title>)?/g)];
  const root = /<html\b[^>]*>/.exec(html)![0];
  return written(root, head.map(([tag]) => tag), body, parts);
}

/** A page that is nothing but a figure. */
export function figurePage(
  figure: PlacedFigure,
  files: FigureFiles,
  lang: string,
  parts: Parts,
): string {
  const { title, caption } = JSON.parse(files.spec) as { title: string; caption: string };
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)} · livefig</title>`,
    `<meta name="description" content="${escapeHtml(caption)}">`,
  ];
  // The page lies in a folder with the spec's name, beside the spec: so it can still be named, and shared.
  const element = carryFiles(figure.html, files)
    .replace(/\ssrc="[^"]*"/, ` src="../${posix.basename(figure.src)}"`)
    .replace(/(<live-figure\b[^>]*?)\sid="[^"]*"/, "$1");
  return written(`<html lang="${escapeHtml(lang)}">`, head, `<body class="alone">\n${element}\n`, parts);
}

function carryFiles(figure: string, { spec, named }: FigureFiles): string {
  const carried = figure.includes('<script type="application/json">') ? "" : carriedSpec(spec);
  const tables = [...named].map(([src, table]) => {
    if (/<\/script|<!--/i.test(table)) throw new Error(`${src}: a table with a piece of HTML in it cannot be carried`);
    return `<script type="text/csv" data-src="${escapeHtml(src)}">${table}</script>`;
  });
  return figure.replace(/>/, () => `>${carried}${tables.join("")}`);
}

function written(root: string, head: readonly string[], body: string, { css, first, script, carried }: Parts): string {
  const [style, early, late] = [css.replaceAll("</style", "<\\/style"), scriptText(first), scriptText(script)];
  const policy = [
    "default-src 'none'",
    `script-src ${hash(early)} ${hash(late)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "worker-src blob:",
    "font-src data:",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const packed = Object.entries(carried).map(
    ([id, bytes]) =>
      `<script type="text/plain" id="${id}">${gzipSync(bytes, { level: 9 }).toString("base64")}</script>`,
  );
  const [charset, ...rest] = head;
  return `<!doctype html>
${root}
<head>
${[charset, `<meta http-equiv="Content-Security-Policy" content="${policy}">`, ...rest].join("\n")}
<link rel="icon" href="data:,">
<style>${style}</style>
<script>${early}</script>
</head>
${body}${packed.join("\n")}
<script>${late}</script>
</body>
</html>
`;
}

/** Nothing in a script may end its element or open a comment: both stand in texts only, where an escape is the same. */
function scriptText(code: string): string {
  return code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** A style sheet with its fonts in it; `file` gives a built file by the address that the sheet names it by. */
export function carryFonts(css: string, wanted: RegExp, file: (url: string) => Uint8Array): string {
  return css.replace(/@font-face\s*{[^}]*}/g, (face) => {
    if (!wanted.test(face)) return "";
    return face.replace(/url\(["']?([^"')]+)["']?\)/, (_, url: string) => {
      return `url(data:font/woff2;base64,${Buffer.from(file(url)).toString("base64")})`;
    });
  });
}
