/**
 * CSV text to a table, as RFC 4180 has it and as spreadsheets write it: a comma, semicolon or tab between cells, quotes
 * around what holds one, a decimal comma where semicolons separate. Own code, since the libraries that also say which row
 * is wrong weigh more than all of web/data.
 */
import { DataProblem } from "./problem.js";
import { MOST_CELLS, type Row, type Table } from "./table.js";

const separators = [",", ";", "\t"] as const;

/** Throws DataProblem. A first row without a single number holds the names; otherwise columns are named by their number. */
export function readCsv(text: string): Table {
  const plain = text.replace(/^\ufeff/, "");
  const separator = separatorOf(plain);
  const rows = recordsIn(plain, separator).filter(({ cells }) => cells.length > 1 || cells[0] !== "");
  const [first] = rows;
  if (!first) throw new DataProblem("dataEmpty");
  const named = first.cells.every((cell) => cell !== "" && !isNumber(cell));
  const columns = first.cells.map((cell, index) => (named ? String(cell) : String(index + 1)));
  const found = named ? rows.slice(1) : rows;
  if (found.length === 0) throw new DataProblem("dataEmpty");
  for (const { at, cells } of found)
    if (cells.length !== columns.length)
      throw new DataProblem("dataRagged", { row: at, found: cells.length, expected: columns.length });
  return { columns, rows: found };
}

/** The separator that stands most often in the first line, outside of quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const counts = separators.map((each) => line.split(each).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}

const isNumber = (cell: string | number): boolean => cell !== "" && Number.isFinite(Number(cell));

/** Every record with its row as a spreadsheet counts it: from 1, empty ones too. */
function recordsIn(text: string, separator: string): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let count = 0;
  let at = 0;
  const end = (): void => {
    rows.push({ at: rows.length + 1, cells });
    cells = [];
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const close = closingQuote(text, at);
      if (close < 0) throw new DataProblem("dataQuote", { row: rows.length + 1 });
      cell = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else cell = "";
    const rest = at;
    while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at += 1;
    cells.push(pointed((cell + text.slice(rest, at)).trim(), separator));
    count += 1;
    if (count > MOST_CELLS) throw new DataProblem("dataTooLarge", { most: MOST_CELLS });
    if (text[at] === separator) {
      at += 1;
      // A separator at the very end has an empty cell behind it.
      if (at === text.length) cells.push("");
    } else if (at < text.length) {
      at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
      end();
    }
  }
  if (cells.length > 0) end();
  return rows;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
  return -1;
}

function pointed(cell: string, separator: string): string {
  return separator === ";" && /^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(cell) ? cell.replace(",", ".") : cell;
}
