/** Printed scripts, broken at random from a seed: what a reader may make of them on the way to something else. */
import { readScript } from "../../../web/code/read/read.js";
import { pytorchScript } from "../../../web/code/script.js";
import { translate } from "../../../web/strings/sentences_zh.js";
import { generator, type Random, randomPrograms } from "../../parity/random_programs.js";

const pieces = [
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "=",
  "==",
  "*",
  "**",
  "+",
  "-",
  "/",
  "//",
  "%",
  ".",
  '"',
  "'",
  "\n",
  "    ",
  "\t",
  "#",
  "\\",
  "0",
  "-1",
  "1e9",
  "10**9",
  "1e400",
  "0.5",
  "None",
  "True",
  "float('nan')",
  "x",
  "self",
  "model",
  "loss",
  "optimizer",
  "order",
  "inputs",
  " for _ in range(10**9)",
  " if x else y",
  "lambda x: x",
  "while True:\n    pass\n",
  "def f(x):\n    return f(x)\n",
  "f(1)\n",
  "x = [0] * 9999\n",
  "x = x + x\n",
  "class A(A):\n    pass\n",
  "import os\n",
  "del x\n",
  "global x\n",
  "try:\n    pass\nexcept:\n    pass\n",
  "model.append(model)\n",
  "model = nn.Sequential(model, model)\n",
  "nn.Linear(1, 1)",
  "x[0] = x\n",
  "(((((((((((((((((((((((((((((((((",
  "print(model)\n",
  "'''",
  "f\"{f'{x}'}\"",
  "@",
  "yield",
  "await",
  "é",
  "😀",
  "\u0000",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
];
const tokens = /\w+|\s+|[^\w\s]/g;

function mutate(random: Random, text: string): string {
  const parts = text.match(tokens) ?? [];
  const place = () => Math.floor(random.next() * parts.length);
  const lines = text.split("\n");
  const line = () => Math.floor(random.next() * lines.length);
  switch (
    random.pick(["delete", "insert", "replace", "swap", "double", "number", "name", "line", "lines", "indent", "cut"])
  ) {
    case "delete":
      parts.splice(place(), random.pick([1, 1, 2, 10]));
      return parts.join("");
    case "insert":
      parts.splice(place(), 0, random.pick(pieces));
      return parts.join("");
    case "replace":
      parts[place()] = random.pick(pieces);
      return parts.join("");
    case "swap": {
      const [a, b] = [place(), place()];
      [parts[a], parts[b]] = [parts[b], parts[a]];
      return parts.join("");
    }
    case "double":
      parts.splice(place(), 0, ...parts.slice(place(), place() + 20));
      return parts.join("");
    case "number":
      return text.replace(/\d+(\.\d+)?/g, (whole) =>
        random.chance(0.1) ? random.pick(["0", "1", "-3", "1e-30", "99999999", "2.5", "1437"]) : whole,
      );
    case "name": {
      const names = parts.filter((part) => /^[a-z]\w*$/i.test(part));
      const [from, to] = [random.pick(names), random.pick(names)];
      return parts.map((part) => (part === from && random.chance(0.5) ? to : part)).join("");
    }
    case "line":
      lines.splice(line(), 1);
      return lines.join("\n");
    case "lines":
      lines.splice(line(), 0, ...lines.slice(line(), line() + 3));
      return lines.join("\n");
    case "indent": {
      const at = line();
      lines[at] = random.chance(0.5) ? `    ${lines[at]}` : (lines[at] ?? "").replace(/^ {1,4}/, "");
      return lines.join("\n");
    }
    default:
      return text.slice(0, Math.floor(random.next() * text.length));
  }
}

/**
 * Reads so many broken scripts; answers those that came to no good: neither a program nor an error at a place of the
 * text. `slowest` is the longest that a reading held the page up, in milliseconds.
 */
export function readBroken(count: number, seed = 1): { read: number; bad: string[]; slowest: number } {
  const random = generator(seed);
  const scripts = randomPrograms(40, seed).map((program) => pytorchScript(program, 50));
  const bad: string[] = [];
  let read = 0;
  let slowest = 0;
  for (let i = 0; i < count; i++) {
    let text = random.pick(scripts);
    for (let n = random.pick([1, 1, 1, 2, 3, 8]); n > 0; n--) text = mutate(random, text);
    const [told, took] = timed(text);
    // What is slow once is the machine or its compiler at work; what is slow three times is the script.
    if (took > slowest) slowest = Math.max(slowest, Math.min(took, timed(text)[1], timed(text)[1]));
    if (told === "read") read++;
    else if (told) bad.push(`case ${i}: ${told}\n${text}`);
  }
  return { read, bad, slowest };
}

/** In time of the processor: how busy the machine is with other things is no freeze. */
function timed(text: string): [told: string | null, milliseconds: number] {
  const start = process.cpuUsage();
  const told = judge(text);
  const { user, system } = process.cpuUsage(start);
  return [told, (user + system) / 1000];
}

function judge(text: string): string | null {
  try {
    const result = readScript(text);
    if (!result.problem) {
      const { program, steps } = result;
      const right =
        (program.surface || (program.model && program.data && program.loss)) && (steps === null || steps >= 1);
      return right ? "read" : "no program";
    }
    const { line, column, endColumn, from, to, message } = result.problem;
    const row = text.split("\n")[line - 1];
    if (row === undefined || column < 1 || endColumn < column || endColumn > row.length + 1)
      return `not in the text: ${line}, ${column}–${endColumn}`;
    if (from < 0 || to > text.length || to < from) return `not in the text: ${from}–${to}`;
    if (message.length < 10 || /cannot be read here \(|undefined|NaN|\[object/.test(message.replace(/`[^`]*`/g, "")))
      return message;
    // Of two English words side by side at least one would have to be in Chinese.
    const chinese = translate(message).replace(/`[^`]*`/g, "");
    return /\b[a-z]{2,} [a-z]{2,}\b/.test(chinese) ? `not in Chinese: ${message}` : null;
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}
