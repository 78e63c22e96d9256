/** Writes the self-contained pages beside the others: a lesson's `<lesson>/<lesson>.html`, a figure's `<spec>/index.html`. */
import { posix } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { filesNamedIn } from "../../figure/files.js";
import { carryFonts, type FigureFiles, figurePage, figuresIn, inlinedPage, type Parts } from "./inlined.js";
import { wholeScript } from "./whole_scripts.js";

/** Entries of the scripts that such pages have. */
export interface WholePages {
  lesson: { first: string; script: string };
  figure: { first: string; script: string };
}

/** The faces of a figure's own labels; a lesson has all of them. */
const figureFaces = /IBM Plex|STIX Two Text(?![^}]*(italic|weight: ?600))/;

export function wholePages({ lesson, figure }: WholePages): Plugin {
  return {
    name: "livefig:whole-pages",
    apply: "build",
    // After the pages themselves.
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const file = (name: string) => asset(bundle, name);
        const css = Object.keys(bundle).filter((name) => /^assets\/site-.*\.css$/.test(name));
        const styles = (wanted: RegExp) =>
          css.map((name) => carryFonts(text(file(name)), wanted, (url) => file(posix.join("assets", url)))).join("\n");
        const parts = async (entries: { first: string; script: string }, wanted: RegExp) => ({
          css: styles(wanted),
          first: await wholeScript(entries.first),
          script: await wholeScript(entries.script, { "/main_thread.js": noMainThread, "/desk.js": noDesk }),
        });
        const [ofLesson, ofFigure] = [await parts(lesson, /./), await parts(figure, figureFaces)];
        const carried = (digits: boolean): Parts["carried"] => ({
          "livefig.wasm": file("livefig.wasm"),
          "livefig-worker.js": file("livefig-worker.js"),
          ...(digits ? { "digits.bin": file("digits.bin") } : {}),
        });

        const written = new Set<string>();
        const emit = (fileName: string, source: string) => {
          if (!written.has(fileName)) this.emitFile({ type: "asset", fileName, source });
          written.add(fileName);
        };
        for (const page of Object.keys(bundle).filter((name) => /^[^/]+\/(.*\/)?index\.html$/.test(name))) {
          const html = text(file(page));
          const figures = figuresIn(html);
          if (figures.length === 0) continue;
          const folder = posix.dirname(page);
          const spec = (src: string) => text(file(posix.join(folder, src)));
          const files = (src: string) => filesFor(spec(src), (name) => text(file(posix.join(folder, posix.dirname(src), name))));
          const digits = figures.some(({ src }) => usesDigits(spec(src)));
          const name = `${folder}/${folder.split("/")[0]}.html`;
          emit(name, inlinedPage(html, { ...ofLesson, carried: carried(digits) }, files));
          const lang = /<html\b[^>]*\slang="([^"]+)"/.exec(html)?.[1] ?? "en";
          for (const one of figures) {
            const own = spec(one.src);
            const place = posix.join(folder, one.src).replace(/\.json$/, "/index.html");
            emit(place, figurePage(one, files(one.src), lang, { ...ofFigure, carried: carried(usesDigits(own)) }));
          }
        }
      },
    },
  };
}

/** Such a page has its own policy, which allows the worker: a second copy of the engine would never be used. */
const noMainThread = "export class MainThreadWorker { constructor() { throw new Error('no worker can be started here'); } }";

const noDesk = "export class Desk { constructor() { throw new Error('no worker can be started here'); } }";

const usesDigits = (spec: string) => /"(wandering_)?digits"/.test(spec);

function filesFor(spec: string, read: (name: string) => string): FigureFiles {
  return { spec, named: new Map(filesNamedIn(JSON.parse(spec)).map((name) => [name, read(name)])) };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

function asset(bundle: Rolldown.OutputBundle, name: string): Uint8Array {
  const found = bundle[name];
  if (found?.type !== "asset") throw new Error(`${name} is missing: whole pages are written from the other files`);
  return typeof found.source === "string" ? Buffer.from(found.source) : found.source;
}
