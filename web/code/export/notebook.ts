/** A program as a Jupyter notebook (nbformat 4.5): the parts of its PyTorch script, one cell each, with a word before. */
import type { Program } from "../../engine/program.js";
import { scriptParts } from "../script.js";

/** What is said in the notebook, in the reader's language; Markdown. */
export interface NotebookWords {
  /** Where it comes from, before the first cell. */
  intro: string;
  /** What each cell does. */
  headings: Readonly<Record<NotebookPart, string>>;
}

export type NotebookPart = "preparation" | "source" | "data" | "model" | "training" | "evaluation";

interface Cell {
  cell_type: "markdown" | "code";
  id: string;
  metadata: Record<string, never>;
  source: string[];
}

/** Every line but the last with its end, as nbformat has it. */
const lines = (text: string): string[] => text.trimEnd().split(/(?<=\n)/);

const markdown = (id: string, text: string): Cell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source: lines(text),
});

const code = (id: string, text: string) => ({
  cell_type: "code" as const,
  id,
  metadata: {},
  source: lines(text),
  execution_count: null,
  outputs: [],
});

/** The file's text. Its cells one after the other are the script of `pytorchScript`. */
export function toNotebook(program: Program, steps: number, words: NotebookWords): string {
  const cells: Cell[] = [markdown("intro", words.intro)];
  for (const [part, text] of Object.entries(scriptParts(program, steps)) as [NotebookPart, string][]) {
    if (text === "") continue;
    cells.push(markdown(`about-${part}`, words.headings[part]), code(part, text));
  }
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
