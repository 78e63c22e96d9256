/** The Markdown pipeline: what an author writes, what stands in the page, and what is refused with its line. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderLesson } from "../../../web/site/pipeline/lesson.js";

const facts = "---\ntitle: T\nlesson: 6\nof: 12\nlevel: advanced\nminutes: 60\ndescription: D\n---\n";
const render = (markdown: string) => renderLesson(facts + markdown, "lesson.md", (src) => `<figure>${src}</figure>`);

describe("directives", () => {
  it("puts a figure's static picture inside the element, in the order of the text", async () => {
    const { html, figures } = await render("::figure{src=figures/04-a.json}\n\ntext\n\n::figure{src=figures/b.json}\n");
    expect(figures).toEqual(["figures/04-a.json", "figures/b.json"]);
    expect(html).toContain(
      '<live-figure id="fig-04" src="figures/04-a.json"><figure>figures/04-a.json</figure></live-figure>',
    );
    expect(html).toContain('<live-figure id="fig-2" src="figures/b.json">');
  });

  it("titles a box by its kind or by the author's own words", async () => {
    const { html } = await render(":::task\nDo.\n:::\n\n:::note[Mind this]\nRead.\n:::\n");
    expect(html).toContain('<aside class="box task"><p class="box-title">Try it</p><p>Do.</p></aside>');
    expect(html).toContain('<p class="box-title">Mind this</p>');
  });

  it("leaves colons in prose alone", async () => {
    const { html } = await render("At 10:30, ratio a:b.\n");
    expect(html).toContain("At 10:30, ratio a:b.");
  });

  it("refuses an unknown box and a figure without src, naming the line", async () => {
    await expect(render(":::taks\nx\n:::\n")).rejects.toThrow(
      /^lesson\.md:9: :::taks: known boxes are task, insight, note/,
    );
    await expect(render("::figure{source=a.json}\n")).rejects.toThrow(/^lesson\.md:9: expected ::figure\{src=/);
  });
});

describe("formulas", () => {
  it("become MathML without a wrapper or an inline style", async () => {
    const { html } = await render("Here $p$, then\n\n$$\n\\sqrt{v_t} + \\varepsilon\n$$\n");
    expect(html).toContain("<math");
    expect(html).not.toMatch(/ style=|katex/);
  });

  it("keep the full stop that follows", async () => {
    const { html } = await render("So $p$. Next.\n");
    expect(html).toMatch(/<span class="nowrap"><math.*<\/math>\.<\/span> Next/s);
  });

  it("carry their alignment as classes, which MathML Core needs", async () => {
    const { html } = await render("$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$\n");
    expect(html.match(/<mtd class="right">/g)).toHaveLength(2);
    expect(html.match(/<mtd class="left">/g)).toHaveLength(2);
  });

  it("refuse what browsers would draw wrongly, and what is no formula", async () => {
    await expect(render("$\\mathbb{E}$\n")).rejects.toThrow(/double-struck/);
    await expect(render("$\\frac{1}$\n")).rejects.toThrow(/lesson\.md:9/);
  });
});

describe("claims", () => {
  it("marks a sentence, and keeps its id", async () => {
    const { html, claims } = await render("Then :claim[the loss is **lower**]{of=lower}, at 10:30.\n");
    expect(claims).toEqual(["lower"]);
    expect(html).toMatch(
      /<span class="claim">the loss is <strong>lower<\/strong><button[^>]* hidden data-claim="lower"/,
    );
    expect(html).toContain("10:30");
  });

  it("refuses a mark that says not of what", async () => {
    await expect(render(":claim[lower]\n")).rejects.toThrow(/expected :claim\[a sentence\]\{of=id\}/);
  });
});

describe("facts and headings", () => {
  it("takes an author's id off the heading", async () => {
    const { html, headings } = await render("## Why go deep {#depth}\n\n### Sub\n");
    expect(html).toContain('<h2 id="depth">Why go deep</h2>');
    expect(headings).toEqual([
      { level: 2, id: "depth", text: "Why go deep" },
      { level: 3, id: "sub", text: "Sub" },
    ]);
  });

  it("refuses a lesson that does not say what it is", async () => {
    await expect(renderLesson("# T\n", "l.md", () => "")).rejects.toThrow(/l\.md:1: expected the lesson's facts/);
    await expect(renderLesson("---\ntitle: T\n---\n", "l.md", () => "")).rejects.toThrow(/lesson: expected a number/);
    await expect(renderLesson(facts.replace("of: 12", "of: 12\nlenght: 3"), "l.md", () => "")).rejects.toThrow(
      /lenght: unknown/,
    );
  });
});

describe("the lesson itself", async () => {
  const markdown = readFileSync(new URL("../../../lessons/deep-learning-basics/lesson.md", import.meta.url), "utf8");
  const lesson = await renderLesson(markdown, "lesson.md", () => "");

  it("has its figures in order", () => {
    const names = lesson.figures.map((path) => path.replace(/^figures\/|\.json$/g, ""));
    expect(names).toEqual([
      "02-depth",
      "03-thousand-layers",
      "04-dropout",
      "06-l2",
      "08-adam",
      "10-batch-norm",
      "12-tabular",
      "14-transfer",
      "16-build",
    ]);
  });

  it("has every section that the contents lead to", () => {
    const ids = lesson.headings.filter(({ level }) => level === 2).map(({ id }) => id);
    for (const id of [
      "introduction",
      "objectives",
      "depth",
      "regularization",
      "optimizers",
      "batch-norm",
      "transfer",
      "takeaways",
      "next",
      "reading",
    ])
      expect(ids).toContain(id);
    expect(new Set(lesson.headings.map(({ id }) => id)).size).toBe(lesson.headings.length);
  });

  it("cites every reference it lists, and lists every one it cites", () => {
    const cited = [...markdown.matchAll(/(?<!\n)\[\^([a-z]+)\]/g)].map((match) => match[1]);
    const listed = [...markdown.matchAll(/^\[\^([a-z]+)\]:/gm)].map((match) => match[1]);
    expect(new Set(cited)).toEqual(new Set(listed));
  });

  it("needs no inline style, script or data: address", () => {
    expect(lesson.html).not.toMatch(/ style=|<script|data:|javascript:/);
  });
});
