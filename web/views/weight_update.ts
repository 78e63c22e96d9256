/** Why one weight moved: every term of its last update as a bar with its number, down to the step that it took. */
import type { RunState } from "../figure/state.js";
import type { Term, TermKind, UpdateTerms } from "../figure/update_terms.js";
import { compact } from "../scene/numbers.js";
import { linearScale } from "../scene/scale.js";
import type { Mark } from "../scene/scene.js";
import { label, number, smallLabel, strongLabel, type TextStyle, textWidth } from "../scene/type.js";
import { listIn, type Say } from "../strings/say.js";
import type { SayUpdate } from "../strings/update.js";
import { hint, tokenOf } from "./runs.js";
import type { Size } from "./view.js";

/** What the height is made of; the most that an update has are these rows and rules. */
const head = 30;
const lowestRow = 20;
const highestRow = 30;
const groupGap = 9;
const foot = 40;
const mostRows = 13;
const mostGroups = 4;

export const updateHeight = head + mostRows * lowestRow + mostGroups * groupGap + foot;
/** Above this a click means the way back to all weights. */
export const backHeight = head;

export interface WeightShown {
  run: RunState;
  /** Its name, as it is said. */
  weight: string;
  /** Null before the first step, "unknown" for an optimizer that has no formula here. */
  update: UpdateTerms | "unknown" | null;
}

export function updateMarks({ run, weight, update }: WeightShown, size: Size, words: SayUpdate, wait: string): Mark[] {
  const marks = headMarks(run, weight, size, words);
  if (update === null || update === "unknown")
    return [...marks, ...hint({ x: 0, y: 0, ...size }, update === null ? wait : words("unknown"))];
  const rows = groupsOf(update.terms);
  const columns = columnsOf(update.terms, size.width, words);
  const room = size.height - head - foot - (rows.length - 1) * groupGap;
  const pitch = Math.min(Math.max(room / update.terms.length, lowestRow), highestRow);
  let y = head;
  rows.forEach((group, index) => {
    if (index > 0) {
      const rule = Math.round(y + groupGap / 2) + 0.5;
      marks.push({ kind: "path", points: [0, rule, size.width, rule], stroke: "rule" });
      y += groupGap;
    }
    for (const term of group) {
      marks.push(...rowMarks(term, y + pitch / 2, scaleOf(update.terms, term.kind), columns, run, words));
      y += pitch;
    }
  });
  return [...marks, ...footMarks(update, y + 18, words)];
}

function headMarks(run: RunState, weight: string, { width }: Size, words: SayUpdate): Mark[] {
  const back = words("all");
  const left = width - textWidth(back, smallLabel);
  return [
    {
      kind: "text",
      x: 0,
      y: 12,
      text: words("ofWeight", { run: run.label, weight }),
      weight: 600,
      size: strongLabel.size,
      fill: tokenOf(run),
    },
    { kind: "text", x: width, y: 12, text: back, anchor: "end", size: smallLabel.size },
    { kind: "path", points: [left, 15.5, width, 15.5], stroke: "faint" },
  ];
}

/** Terms that follow each other and are of one kind. */
function groupsOf(terms: readonly Term[]): Term[][] {
  const groups: Term[][] = [];
  for (const term of terms) {
    const last = groups.at(-1);
    if (last && last[0]!.kind === term.kind) last.push(term);
    else groups.push([term]);
  }
  return groups;
}

const scaleOf = (terms: readonly Term[], kind: TermKind): number =>
  terms.reduce((most, term) => (term.kind === kind ? Math.max(most, Math.abs(term.value)) : most), 0) || 1;

interface Columns {
  names: number;
  bars: readonly [number, number];
  numbers: number;
}

/** As wide as what stands in them; the bars have the rest. */
function columnsOf(terms: readonly Term[], width: number, words: SayUpdate): Columns {
  const widest = (texts: readonly string[], style: TextStyle) =>
    Math.max(...texts.map((text) => textWidth(text, style)));
  const names =
    widest(
      terms.map(({ symbol }) => bare(symbol)),
      label,
    ) + 8; // prettier-ignore
  const bars =
    names +
    widest(
      terms.map(({ name }) => words(name)),
      smallLabel,
    ) +
    10; // prettier-ignore
  return { names, bars: [bars, width - textWidth("−0.00e−00", number) - 8], numbers: width };
}

/** Three digits also where `compact` has one: the reader is to add these up. */
function exact(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.001 || !Number.isFinite(value)) return compact(value);
  return value.toExponential(2).replaceAll("-", "−");
}

/** As it is set: room around what joins two parts. */
const spaced = (symbol: string): string => symbol.replace(/[=+]/g, " $& ");
const bare = (symbol: string): string => spaced(symbol).replace("^", "");

function rowMarks(term: Term, y: number, most: number, columns: Columns, run: RunState, words: SayUpdate): Mark[] {
  const { symbol, name, value } = term;
  const strong = name === "moved";
  const x = linearScale([-most, most], columns.bars);
  const marks = symbolMarks(symbol, y, strong);
  const small = { baseline: "middle", size: smallLabel.size } as const;
  marks.push({ kind: "text", x: columns.names, y, text: words(name), fill: "muted", ...small });
  const [from, to] = value < 0 ? [x.at(value), x.at(0)] : [x.at(0), x.at(value)];
  if (Number.isFinite(value))
    marks.push({
      kind: "rect",
      x: from,
      y: y - 4.5,
      width: Math.max(to - from, 0.5),
      height: 9,
      fill: tokenOf(run),
      ...(!strong && { opacity: 0.65 }),
    });
  marks.push({ kind: "path", points: [x.at(0), y - 7, x.at(0), y + 7], stroke: "ink" });
  marks.push({
    kind: "text",
    x: columns.numbers,
    y,
    text: exact(value),
    anchor: "end",
    font: "mono",
    ...(strong && { weight: 600 as const }),
    ...small,
  });
  return marks;
}

/** Fonts have no letter with such a hat: it is drawn. */
function symbolMarks(symbol: string, y: number, strong: boolean): Mark[] {
  const style = strong ? strongLabel : label;
  const marks: Mark[] = [
    { kind: "text", x: 0, y, text: bare(symbol), baseline: "middle", size: style.size, weight: style.weight },
  ];
  const shown = spaced(symbol);
  const at = shown.indexOf("^");
  if (at < 0) return marks;
  // The estimate runs a little wide, by 3%.
  const [left, right] = [at - 1, at].map((end) => textWidth(shown.slice(0, end), style) / 1.03) as [number, number];
  const middle = (left + right) / 2;
  marks.push({ kind: "path", points: [middle - 3, y - 4.5, middle, y - 7, middle + 3, y - 4.5], stroke: "ink" });
  return marks;
}

function footMarks({ before, after, holds }: UpdateTerms, y: number, words: SayUpdate): Mark[] {
  const small = { kind: "text", x: 0, size: smallLabel.size } as const;
  return [
    { ...small, y, text: words("beforeAfter", { before: placed(before), after: placed(after) }) },
    { ...small, y: y + 16, text: words(holds ? "scales" : "changed"), fill: "muted" },
  ];
}

/** A weight with enough digits to see it move. */
const placed = (weight: number): string => compact(weight, 5);

/** The same as a table: what it is, its letters, its number. */
export function updateRows({ terms, before, after }: UpdateTerms, words: SayUpdate): [string, string, number][] {
  const rows = terms.map(({ symbol, name, value }): [string, string, number] => [words(name), bare(symbol), value]);
  return [...rows, [words("before"), "w", before], [words("after"), "w", after]];
}

export function saysUpdate({ run, weight, update }: WeightShown, say: Say, words: SayUpdate): string {
  const names = { run: run.label, weight };
  if (update === null) return words("saysWait", names);
  if (update === "unknown") return words("saysUnknown", names);
  const terms = update.terms.map(({ symbol, name, value }) =>
    words("saysTerm", { name: words(name), symbol: bare(symbol), value: exact(value) }),
  );
  const { at, before, after, holds } = update;
  const said = words("saysSum", {
    ...names,
    step: at,
    terms: listIn(say, terms),
    before: placed(before),
    after: placed(after),
  });
  return holds ? said : said + say("sentenceGap") + words("changed");
}
