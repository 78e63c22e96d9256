/** A lesson's Markdown to what the page shell needs: its facts, its text as HTML, its headings and its figures. */
import type { Root } from "hast";
import rehypeKatex from "rehype-katex";
import rehypeSlug from "rehype-slug";
import rehypeStringify from "rehype-stringify";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import remarkSmartypants from "remark-smartypants";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { sayOnPage } from "../../strings/pages.js";
import { directives } from "./directives.js";
import { type Facts, readFacts } from "./facts.js";
import { collectHeadings, type Heading, headingIds } from "./headings.js";
import { portableMath } from "./portable_math.js";
import { collectIds, collectReferences, type References } from "./references.js";
import { wrapWideThings } from "./wide.js";

export interface Lesson extends Text {
  facts: Facts;
}

/** A text of the site, rendered. */
export interface Text {
  html: string;
  headings: Heading[];
  /** The specs' paths as the text names them, relative to the lesson's folder. */
  figures: string[];
  /** The claims that the text marks, by their ids in claims.json. */
  claims: string[];
  references: References;
}

/** The light-DOM child of a figure, as HTML: what a reader without JavaScript sees. */
export type StaticPictures = (src: string) => string;

/** Where the page stands: its language (web/strings/pages.ts), and how far below the lesson's folder ("" or "../"). */
export interface PagePlace {
  language: string;
  up: string;
}
const inLesson: PagePlace = { language: "en", up: "" };

export async function renderLesson(
  markdown: string,
  where: string,
  pictures: StaticPictures,
  place: PagePlace = inLesson,
): Promise<Lesson> {
  const text = await renderText(markdown, where, pictures, place);
  return { facts: readFacts(markdown, where), ...text };
}

/** The figures that a text shows, in its order; what is wrong with it is told when it is rendered. */
export function figuresShown(markdown: string): string[] {
  const figures: string[] = [];
  const parser = unified().use(remarkParse).use(remarkFrontmatter).use(remarkMath).use(remarkDirective);
  visit(parser.parse(markdown), "leafDirective", ({ name, attributes }) => {
    if (name === "figure" && attributes?.src) figures.push(attributes.src);
  });
  return figures;
}

/** `where` names the file in errors; every formula, directive and fact that is wrong fails the build with its line. */
export async function renderText(
  markdown: string,
  where: string,
  pictures: StaticPictures,
  { language, up }: PagePlace = inLesson,
): Promise<Text> {
  const say = sayOnPage(language);
  const headings: Heading[] = [];
  const figures: string[] = [];
  const claims: string[] = [];
  const references: References = { links: [], ids: [], complaints: [] };
  const file = await unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkSmartypants, { dashes: "oldschool" })
    .use(remarkDirective)
    .use(directives, { figures, pictures, claims, say, up })
    .use(remarkRehype, {
      allowDangerousHtml: true,
      footnoteLabel: say("references"),
      footnoteLabelProperties: {},
      footnoteBackContent: "↩",
      footnoteBackLabel: (reference, again) =>
        say("backTo", { number: again > 1 ? `${reference + 1}-${again}` : reference + 1 }),
      clobberPrefix: "",
    })
    .use(headingIds)
    .use(() => (tree: Root) => collectReferences(tree, references))
    .use(rehypeSlug)
    .use(rehypeKatex, { output: "mathml", strict: "error", trust: false })
    .use(portableMath)
    .use(wrapWideThings, { say })
    .use(() => (tree: Root) => collectHeadings(tree, headings))
    .use(() => (tree: Root) => collectIds(tree, references))
    .use(rehypeStringify, { allowDangerousHtml: true })
    .process({ value: markdown, path: where });
  const wrong = file.messages.map(({ line, reason, cause }) => {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    return `${where}:${line ?? 1}: ${reason}${why}`;
  });
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return { html: String(file), headings, figures, claims, references };
}
