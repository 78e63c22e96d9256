/** The checks of `npm run check` find what they are there to find. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockFileProblems } from "../../scripts/check.mjs";
import { checkEngine, checkWeb, importsOf } from "../../scripts/check-layers.mjs";

function tree(files) {
  const root = mkdtempSync(join(tmpdir(), "livefig-tree-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

describe("layers of the engine", () => {
  test("downwards and sideways within a folder is allowed", () => {
    const root = tree({
      "base/result.hpp": "",
      "kernels/span.hpp": '#include "base/result.hpp"\n#include <vector>\n',
      "kernels/matmul.cpp": '#include "kernels/span.hpp"\n#include "span.hpp"\n',
    });
    expect(checkEngine(root)).toEqual({ checked: 3, problems: [] });
  });

  test("upwards, missing files and unknown folders are told with their line", () => {
    const root = tree({
      "layers/linear.hpp": "",
      "kernels/matmul.cpp": '\n#include "layers/linear.hpp"\n#include "base/gone.hpp"\n',
      "utils/misc.hpp": "",
    });
    const { problems } = checkEngine(root);
    expect(problems.map((problem) => problem.replace(root, ""))).toEqual([
      "/kernels/matmul.cpp:2: kernels may not include layers",
      '/kernels/matmul.cpp:3: "base/gone.hpp" does not exist below engine/',
      "/utils/misc.hpp: no row for engine/utils in scripts/check-layers.mjs",
    ]);
  });
});

describe("layers of the web code", () => {
  test("imports of every form are seen", () => {
    const text = [
      'import { a } from "../a/a.js";',
      'import type { B } from "../b/b.js";',
      'import "../c/c.js";',
      'export * from "../d/d.js";',
      'const e = await import("../e/e.js");',
      'import {\n  f,\n  g,\n} from "../f/f.js";',
    ].join("\n");
    expect(importsOf(text)).toEqual([
      ["../a/a.js", false, 1],
      ["../b/b.js", true, 2],
      ["../c/c.js", false, 3],
      ["../d/d.js", false, 4],
      ["../e/e.js", false, 5],
      ["../f/f.js", false, 6],
    ]);
  });

  test("a view may know the engine's types and nothing else of it", () => {
    const root = tree({
      "views/curve.ts":
        'import type { Run } from "../engine/run.js";\nimport { run } from "../engine/run.js";\nimport { html } from "lit";\n',
    });
    expect(checkWeb(root).problems.map((problem) => problem.replace(root, ""))).toEqual([
      "/views/curve.ts:2: views may import types only from engine",
      "/views/curve.ts:3: views may not use the package lit",
    ]);
  });

  test("the engine's TypeScript touches no DOM, though a comment may speak of it", () => {
    const root = tree({
      "engine/worker.ts": '// document.title is not ours\n/* window.x */\nself.postMessage("A pooling window.");\n',
      "engine/client.ts": "export const title = () => document.title;\n",
    });
    expect(checkWeb(root).problems).toHaveLength(1);
  });
});

describe("the lock file", () => {
  const lock = (packages) => JSON.stringify({ packages: { "": {}, ...packages } });

  test("is complete", () => {
    expect(
      lockFileProblems(
        lock({
          "node_modules/a": { version: "1.0.0", optionalDependencies: { b: "1" } },
          "node_modules/b": { version: "1.0.0" },
        }),
      ),
    ).toBe("");
  });

  test("names no host and leaves out no platform", () => {
    const text = lock({
      "node_modules/a": { version: "1.0.0", resolved: "x", optionalDependencies: { "a-darwin": "1" } },
    });
    expect(lockFileProblems(text)).toContain("names hosts");
    expect(lockFileProblems(text)).toContain("wants a-darwin, which is not listed");
  });
});
