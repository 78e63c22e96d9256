/** Questions to the reader's worker: all of them can be cloned, rows stay where they are, and a lost worker loses nothing. */
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import type { Answered, Asked } from "../../../../web/code/desk/crossing.js";
import { Reader, type ReaderWorker } from "../../../../web/code/desk/reader.js";
import type { Sheet, Told } from "../../../../web/code/desk/sheet.js";
import { readScript } from "../../../../web/code/read/read.js";
import { pytorchScript } from "../../../../web/code/script.js";
import type { ArrayData, Program } from "../../../../web/engine/program.js";
import { createState } from "../../../../web/figure/update.js";
import { wholeScript } from "../../../../web/site/build/whole_scripts.js";
import { readSpecFile } from "../../../../web/site/pictures/spec_file.js";

const program: Program = {
  seed: 3,
  data: { name: "digits", train: 300 },
  model: [{ type: "Linear", out_features: 32 }, { type: "ReLU" }, { type: "Linear", out_features: 10 }],
  loss: { type: "CrossEntropyLoss" },
  optimizer: { type: "Adam", lr: 0.001 },
  batch_size: 50,
};
const text = pytorchScript(program, 60);

const source = await wholeScript(fileURLToPath(new URL("../../../../web/code/desk/worker.ts", import.meta.url)));

/** The built worker in a world of its own, which nothing but clones of messages enters or leaves. */
function worker(asked: Asked[] = []): () => ReaderWorker {
  return () => {
    const outside: ReaderWorker = {
      postMessage(message) {
        asked.push(message);
        const data = JSON.parse(JSON.stringify(structuredClone(message)));
        setTimeout(() => scope.onmessage({ data }));
      },
      onmessage: null,
      onerror: null,
      terminate() {},
    };
    const scope = createContext({
      postMessage: (message: Answered) => outside.onmessage?.({ data: structuredClone(message) }),
      onmessage: (_event: { data: Asked }) => {},
    });
    runInContext(source, scope);
    return outside;
  };
}

const told = (of: string): Told => {
  const { places: _, ...rest } = readScript(of) as Told & { places: unknown };
  return rest;
};

test("what is read in the worker is what is read here, a mistake included", async () => {
  const reader = new Reader(worker());
  expect(await reader.read(text)).toEqual(told(text));
  const wrong = text.replace("nn.ReLU()", "nn.Relu()");
  expect(await reader.read(wrong)).toEqual(readScript(wrong));
});

test("a text follows, and what the engine refuses is found in it", async () => {
  const reader = new Reader(worker());
  const sheet: Sheet = { text, good: text, read: told(text), problem: null, program, steps: 60 };
  const next = { ...program, batch_size: 25 };
  const followed = await reader.follow(sheet, next, 60);
  expect(followed.sheet.text).toBe(text.replace("split(50)", "split(25)"));
  expect(followed.sheet.read?.program.batch_size).toBe(25);
  expect(followed.changes).toHaveLength(1);
  const error = { code: "bad_value", where: "optimizer.lr", message: "[optimizer.lr] must be above 0" };
  const problem = await reader.locate(text, error);
  expect(text.slice(problem.from, problem.to)).toBe("0.001");
  expect(problem.message).toBe("must be above 0");
});

test("rows that a script names by a line stay on the page", async () => {
  const path = fileURLToPath(
    new URL("../../../../lessons/deep-learning-basics/figures/12-tabular.json", import.meta.url),
  );
  const { runs } = createState(readSpecFile(path, "12-tabular.json"));
  const asked: Asked[] = [];
  const reader = new Reader(worker(asked));
  for (const { program } of runs) {
    const printed = pytorchScript(program, 400);
    const read = (await reader.read(printed)) as Told;
    expect(read.program.data).toStrictEqual(program.data);
    const sheet: Sheet = { text: printed, good: printed, read, problem: null, program, steps: 400 };
    const other = (await reader.read(printed.replace(/300/g, "200"))) as Told;
    expect((other.program.data as ArrayData).targets).toHaveLength(200);
    const followed = await reader.follow(sheet, other.program, 400);
    expect(followed.sheet.text).toBe(printed.replace(/300/g, "200"));
    expect(followed.sheet.read?.program.data).toStrictEqual(other.program.data);
  }
  expect(JSON.stringify(asked).length).toBeLessThan(asked.length * 6000);
});

test("where there is no worker, or where it dies, the page reads by itself", async () => {
  expect(await new Reader(() => null).read(text)).toEqual(told(text));
  const dying: ReaderWorker = { postMessage() {}, onmessage: null, onerror: null, terminate() {} };
  const reader = new Reader(() => dying);
  const read = reader.read(text);
  dying.onerror?.({ preventDefault() {} });
  expect(await read).toEqual(told(text));
  expect(await reader.read(text)).toEqual(told(text));
});
