/** The English sentences that the sources can put into an error, as templates: what is filled in is `{1}`, `{2}`, … */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Two words, or a word beside a gap that something is filled into; a name, a path or a sign is none. */
const isProse = (text: string): boolean => /[a-z]/.test(text.replace(/`[^`]*`/g, "")) && /\S\s+\S/.test(text);

export function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** Every sentence of a TypeScript file; with `within`, only those in the arguments of what is called so. */
export function saidInScript(file: string, within?: readonly string[]): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, told: boolean) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = templateOf(node);
    if (told && text !== null && isProse(text)) found.push(text);
    const called = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(source);
    const here = told || (typeof called === "string" && within!.includes(called));
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, within === undefined);
  return found;
}

function templateOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.templateSpans.reduce((text, span, i) => `${text}{${i + 1}}${span.literal.text}`, node.head.text);
}

type Token = { kind: "text" | "sign" | "word"; text: string };

/** Texts, names and signs; comments and preprocessor lines are left out. */
function tokens(source: string): Token[] {
  const found: Token[] = [];
  const token = /\/\/.*|\/\*[\s\S]*?\*\/|^[ \t]*#(?:\\\n|.)*|"((?:\\.|[^"\\])*)"|'(?:\\.|[^'\\])'|[\w.:]+|\S/gm;
  for (const [text, quoted] of source.matchAll(token)) {
    if (quoted !== undefined) {
      const last = found.at(-1);
      const plain = quoted.replace(/\\(.)/g, "$1");
      if (last?.kind === "text") last.text += plain;
      else found.push({ kind: "text", text: plain });
    } else if (!/^(\/\/|\/\*|\s*#)/.test(text)) found.push({ kind: /^\w/.test(text) ? "word" : "sign", text });
  }
  return found;
}

/** A part of a brackets' content: texts that may stand there, or null for what is filled in. */
type Part = readonly string[] | null;

const opening = "([{";
const closing = ")]}";

/**
 * Every sentence of a C++ file. `{"needs ", bytes, " of memory"}` and `"needs " + bytes + " of memory"` are one
 * sentence with a hole; of `ok ? "a" : "b"` each is one.
 */
export function saidInEngine(file: string): string[] {
  const all = tokens(readFileSync(file, "utf8"));
  const found = new Set<string>();
  let at = 0;

  const brackets = (open: string, before: Token | undefined, alone = false): Part => {
    let statements = false;
    const members: Part[][] = [[]];
    let part: Token[] = [];
    let inner: Part | undefined;
    const endPart = () => {
      if (part.length === 0 && inner === undefined) return;
      members.at(-1)!.push(partOf(part, inner));
      part = [];
      inner = undefined;
    };
    while (at < all.length && !(all[at]!.kind === "sign" && closing.includes(all[at]!.text))) {
      const token = all[at++]!;
      if (token.kind === "sign" && opening.includes(token.text)) {
        const whole = part.length === 0 && inner === undefined && token.text === "(";
        const within = brackets(token.text, part.at(-1), whole);
        inner = whole ? within : null;
        part.push({ kind: "sign", text: "…" });
      } else if (token.kind === "sign" && ",;".includes(token.text)) {
        statements ||= token.text === ";";
        endPart();
        members.push([]);
      } else if (token.kind === "sign" && token.text === "+") endPart();
      else part.push(token);
    }
    endPart();
    at++;
    // An error's own brackets hold a code, a place and a sentence: three things, not pieces of one.
    const first = members[0]?.[0];
    const isList = open === "{" && !statements && !(first && errors.has(first));
    const parts = members.map((member) => (member.every((one) => one === null) ? member.slice(0, 1) : member));
    if (alone && parts.length === 1 && parts[0]!.length === 1) return parts[0]![0]!;
    if (before?.text !== "static_assert")
      for (const text of isList ? joined(parts.flat()) : parts.flatMap(joined)) keep(text);
    return null;
  };

  const errors = new Set<Part>();
  const partOf = (part: Token[], inner: Part | undefined): Part => {
    if (part.length === 1 && part[0]!.kind === "text") return [part[0]!.text];
    if (part.length === 1 && inner) return inner;
    const question = part.findIndex(({ text, kind }) => kind === "sign" && text === "?");
    const texts = part.slice(question + 1).filter(({ kind }) => kind === "text");
    const signs = part.slice(question + 1).filter(({ kind }) => kind !== "text");
    if (question >= 0 && texts.length >= 2 && signs.every(({ text }) => text === ":"))
      return texts.map((one) => one.text);
    for (const { kind, text } of part) if (kind === "text") keep(text);
    if (part[0]?.text.startsWith("ErrorCode::")) {
      const code: Part = [];
      errors.add(code);
      return code;
    }
    return null;
  };
  const keep = (text: string) => {
    if (isProse(text)) found.add(text);
  };

  while (at < all.length) {
    brackets("{", undefined);
  }
  return [...found];
}

/** All ways in which parts make one text. */
function joined(parts: readonly Part[]): string[] {
  if (parts.every((part) => part === null)) return [];
  let made = [""];
  let hole = 0;
  for (const part of parts) {
    if (part === null) hole++;
    made = made.flatMap((text) => (part ?? [`{${hole}}`]).map((one) => text + one));
  }
  return made;
}
