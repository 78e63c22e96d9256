/** Which parts of a Python text are comments, strings, numbers and keywords: enough to colour it for a reader. */

export type Kind = "comment" | "string" | "number" | "keyword" | "plain";
export interface Piece {
  kind: Kind;
  text: string;
}

const keywords =
  "and|as|assert|break|class|continue|def|del|elif|else|False|finally|for|from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|True|try|while|with|yield";

/** Named groups are the kinds; whatever none of them takes is plain. A name may hold digits or a keyword. */
const pattern = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    '(?<string>\\b[fFrRbB]{0,2}(?:"""[\\s\\S]*?(?:"""|$)|"(?:[^"\\\\\\n]|\\\\.)*"?)|[fFrRbB]?\'(?:[^\'\\\\\\n]|\\\\.)*\'?|"""[\\s\\S]*?(?:"""|$)|"(?:[^"\\\\\\n]|\\\\.)*"?)',
    `(?<keyword>\\b(?:${keywords})\\b)`,
    "(?<number>\\b\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?)",
    "(?<name>[^\\W\\d]\\w*)",
  ].join("|"),
  "gu",
);

/** The pieces in their order; put together they are the text again. */
export function highlight(text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Kind, piece: string) => {
    const last = pieces.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.text += piece;
    else if (piece !== "") pieces.push({ kind, text: piece });
  };
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    add("plain", text.slice(from, match.index));
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    add(kind === undefined || kind === "name" ? "plain" : (kind as Kind), match[0]);
    from = match.index + match[0].length;
  }
  add("plain", text.slice(from));
  return pieces;
}
