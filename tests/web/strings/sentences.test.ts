/** Every sentence that the sources can put into an error has a Chinese one, and no Chinese one is for a sentence that is gone. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { borderZh } from "../../../web/strings/border_zh.js";
import { type Sentences, translatorOf } from "../../../web/strings/by_template.js";
import { engineZh } from "../../../web/strings/engine_zh.js";
import { readerZh } from "../../../web/strings/reader_zh.js";
import { sayProblem, sentenceIn, sentencesFor } from "../../../web/strings/sentences.js";
import { translate } from "../../../web/strings/sentences_zh.js";
import { specZh } from "../../../web/strings/spec_zh.js";
import { filesIn, saidInEngine, saidInScript } from "./said_in_sources.js";

/**
 * What no reader is told: operators, Python; how a kind of JavaScript's values is called to the script that handed it over;
 * at which setting a mistake is found, which lesson:check alone looks for.
 */
const unsaid = /^(a \{1\}| \(with \{1\}\)|is not|not in|hole \{1\}|\n?def f\(x, y\):[\s\S]*)$/;
/** Single words that fill a hole of a sentence, by the file that says them. */
const words: Readonly<Record<string, readonly string[]>> = {
  "web/code/read/model_layers.ts": ["values", "channels"],
  "web/engine/border.ts": ["nothing"],
  "web/engine/transfer/source.ts": ["missing"],
  "engine/layers/layer_spec.hpp": ["layer"],
  "engine/layers/initializer.hpp": ["weight_init", "bias_init"],
  "engine/program/program.cpp": ["loss", "optimizer", "scheduler"],
  "engine/program/data_slot.hpp": ["data"],
};
const wordsOf = (folder: string) =>
  Object.entries(words).flatMap(([file, all]) => {
    if (!file.startsWith(folder)) return [];
    const text = readFileSync(file, "utf8");
    return all.filter((word) => text.includes(`"${word}"`));
  });

const readers = filesIn("web/code/read", /\.ts$/).flatMap((file) => saidInScript(file));
const engines = filesIn("engine", /\.[ch]pp$/)
  // Types for TypeScript, which nobody reads as a sentence.
  .filter((file) => !file.endsWith("js_types.cpp"))
  .flatMap(saidInEngine)
  // A loop appends the names.
  .map((said) => (said === "; known: " ? "; known: {1}" : said));
const makers = ["Error", "EngineError", "Refusal", "SpecError", "noCounterpart", "bad"];
const borders = ["engine", "code/keras", "code/export", "elements"]
  .flatMap((folder) => filesIn(`web/${folder}`, /\.ts$/))
  .flatMap((file) => saidInScript(file, makers))
  .concat(saidInScript("web/engine/border.ts").filter((said) => /^an? /.test(said)));

/** The schema's texts are for editors of specs. */
const specs = filesIn("web/figure", /\.ts$/).filter((file) => !file.endsWith("figure_schema.ts"));

const catalogs: readonly [name: string, said: readonly string[], catalog: Sentences][] = [
  ["the reader of scripts", [...readers, ...wordsOf("web/code/read/")], readerZh],
  ["the engine", [...engines, "[{1}] {2}", ...wordsOf("engine/")], engineZh],
  ["the page beside the engine", [...borders, ...wordsOf("web/engine/")], borderZh],
  ["the checks of a spec", [...specs.flatMap((file) => saidInScript(file)), "{1}: {2}"], specZh],
];

const holes = (text: string) => [...text.matchAll(/\{(\d)\}/g)].map(([, hole]) => hole!).sort();

describe.each(catalogs)("what %s says", (_name, said, catalog) => {
  test("was found", () => {
    expect(said.length).toBeGreaterThan(50);
  });

  test("has a Chinese sentence each, and there is no other", () => {
    expect(Object.keys(catalog).sort()).toEqual([...new Set(said)].filter((one) => !unsaid.test(one)).sort());
  });

  test("is Chinese, with the same holes, and the same code in backquotes", () => {
    for (const [english, chinese] of Object.entries(catalog)) {
      expect({ english, holes: holes(chinese) }).toEqual({ english, holes: holes(english) });
      const code = (text: string) => (text.match(/`[^`]*`/g) ?? []).sort();
      expect({ english, code: code(chinese) }).toEqual({ english, code: code(english) });
      const nothingToSay = /^(\{\d\}|b - a|\.path|runs\[|[\]"：\s])+$/;
      if (!nothingToSay.test(chinese)) expect(chinese).toMatch(/\p{Script=Han}/u);
      expect(chinese).not.toMatch(/\p{Script=Han}[,;:.!?]|[，。；：]\s/u);
    }
  });

  test("is found again from what it was filled with", () => {
    for (const [english, chinese] of Object.entries(catalog)) {
      const filling = (hole: string) => {
        const [before, after] = english.split(`{${hole}}`);
        if (/\w$/.test(before!) && after!.startsWith("{")) return `; ⟨x${hole}⟩; `;
        return /[^\w]\{\d\}$/.test(before!) ? `; ⟨x${hole}⟩` : `⟨x${hole}⟩`;
      };
      const filled = (text: string) => text.replace(/\{(\d)\}/g, (_, hole: string) => filling(hole));
      expect({ english, chinese: translate(filled(english)) }).toEqual({ english, chinese: filled(chinese) });
    }
  });
});

test("catalogs that say the same sentence say the same", () => {
  const all = new Map<string, string>();
  for (const [, , catalog] of catalogs)
    for (const [english, chinese] of Object.entries(catalog)) {
      expect({ english, chinese: all.get(english) ?? chinese }).toEqual({ english, chinese });
      all.set(english, chinese);
    }
});

describe("a sentence is translated", () => {
  test.each([
    [
      "`nn.Relu` is not available in this lesson; did you mean `nn.ReLU`?",
      "本课不能使用 `nn.Relu`；你是不是想写 `nn.ReLU`？",
    ],
    ["`nn.Linear` takes 33 values here, but 32 arrive", "`nn.Linear` 在这里要接收 33 个数，到达的却有 32 个"],
    ["`+` cannot join a list and a number", "`+` 不能用于一个列表和一个数"],
    ["`a number` is not defined", "`a number` 没有定义"],
    ["must be above 0, got -1", "必须大于 0，现在是 -1"],
    ['unknown layer "Relu"; did you mean "ReLU"?', '没有 "Relu" 这样的层；是不是想写 "ReLU"？'],
    ["Linear expected rows of at least one number, got ()", "Linear 应接收至少含一个数的行，现在是 ()"],
    [
      "expected at most 3 for an image of 3 by 4 with padding 0, got 5",
      "对于 3 × 4 的图像、填充 0，最多是 3，现在是 5",
    ],
    [
      "needs 600 MB of memory, and a run may take 512 MB; 400 MB of it for the data: choose fewer rows",
      "需要 600 MB 内存，而一次训练最多可用 512 MB；其中 400 MB 用于数据：请减少行数",
    ],
    [
      "holds a program that this engine refuses: [model[2].p] must be below 1, got 2",
      "其中的程序不被本引擎接受：model[2].p：必须小于 1，现在是 2",
    ],
    [
      'f.json: runs[1].name: "a list" cannot be told from runs[0] "a list"',
      'f.json：runs[1].name："a list" 与 runs[0] "a list" 无法区分',
    ],
    [
      "table.csv: row 3, column “radius”: must be a number, not “big”",
      "table.csv：第 3 行“radius”列：必须是数字，不能是“big”",
    ],
    ["something that nobody says", "something that nobody says"],
  ])("%s", (english, chinese) => expect(translate(english)).toBe(chinese));

  test("in no time, whatever stands in it", () => {
    const begin = performance.now();
    translate(`\`nn.Linear\` takes ${"x takes y here, but ".repeat(150)}`);
    expect(performance.now() - begin).toBeLessThan(500);
  });

  test("by the template that says most of it", () => {
    const of = translatorOf({ "{1} of {2}": "{2}的{1}", "{1} of the {2}": "那个{2}的{1}" });
    expect(of("leaf of the tree")).toBe("那个tree的leaf");
  });
});

test("English waits for nothing; Chinese for its catalog, once", async () => {
  const error = { where: "optimizer.lr", message: "must be above 0, got -1" };
  expect(sentencesFor("en")).toBeNull();
  expect(sayProblem("en", error)).toBe("optimizer.lr: must be above 0, got -1");
  expect(sentenceIn("zh-CN", error.message)).toBe(error.message);
  await sentencesFor("zh-CN");
  expect(sentencesFor("zh")).toBeNull();
  expect(sayProblem("zh", error)).toBe("optimizer.lr：必须大于 0，现在是 -1");
  expect(sayProblem("en", error)).toBe("optimizer.lr: must be above 0, got -1");
});
