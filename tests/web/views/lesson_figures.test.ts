/**
 * The lesson's own figures with the real engine: every measurement that their views ask for is answered and drawn, and
 * at a fixed seed and step the main drawing and every description are the kept ones (`npx vitest -u` keeps new ones:
 * look at them first).
 */
import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../web/engine/engine.js";
import { loadEngine } from "../../../web/engine/load.js";
import { Session } from "../../../web/engine/session.js";
import { applySnapshot, createState } from "../../../web/figure/update.js";
import { svgText } from "../../../web/scene/svg.js";
import { readSpecFile } from "../../../web/site/pictures/spec_file.js";
import { findView, loadViewsOf } from "../../../web/views/registry.js";

const lessons = fileURLToPath(new URL("../../../lessons/", import.meta.url));
const figures = readdirSync(lessons)
  .filter((lesson) => existsSync(`${lessons}${lesson}/figures`))
  .flatMap((lesson) => readdirSync(`${lessons}${lesson}/figures`).map((file) => `${lesson}/figures/${file}`));
const size = { width: 420, height: 300 };
const steps = 8;

describe("the lesson's figures", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine();
  });

  test.each(figures)(
    "%s",
    async (file) => {
      const spec = readSpecFile(lessons + file, file);
      await loadViewsOf(spec);
      let state = createState(spec);
      const session = new Session(engine, state.runs);
      const views = state.views.map((each) => {
        const view = findView(each.type);
        expect(view, `${file}: ${each.type}`).toBeDefined();
        return { view: view!, options: { ...view!.defaults, ...each } };
      });
      const probes = views.flatMap(({ view, options }) => view.probes(state, options));
      const request = {
        steps,
        budgetMs: Number.POSITIVE_INFINITY,
        evaluateEvery: 2,
        gradients: state.playback.gradients,
        probes,
      };
      state = applySnapshot(
        state,
        session.advance(request, () => 0),
      );
      session.dispose();

      expect(state.step).toBe(steps);
      expect(Object.keys(state.probes).sort()).toEqual([...new Set(probes.map(({ key }) => key))].sort());
      const scenes = views.map(({ view, options }) => view.scene(state, options, size));
      for (const { description } of scenes) {
        expect(description).not.toMatch(/not measured|before the first|NaN|undefined/);
      }
      const kept = `pictures/lesson/${basename(file, ".json")}`;
      const main = Math.max(
        0,
        state.views.findIndex((view) => view.main),
      );
      await expect(scenes.map(({ description }) => `${description}\n`).join("")).toMatchFileSnapshot(`${kept}.txt`);
      await expect(svgText(scenes[main], { title: state.views[main].title, id: "kept" })).toMatchFileSnapshot(
        `${kept}.svg`,
      );
    },
    30_000,
  );
});
