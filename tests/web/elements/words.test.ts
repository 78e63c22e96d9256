/** What a figure says: its words, its announcements, its summary for who does not see the curves. */
import { describe, expect, test } from "vitest";
import { notesOf } from "../../../web/elements/anatomy.js";
import { Speaker } from "../../../web/elements/speaker.js";
import { summary } from "../../../web/elements/summary.js";
import { applySnapshot, createState, settle } from "../../../web/figure/update.js";
import { sayIn } from "../../../web/strings/say.js";
import { curves } from "../../../web/views/curves.js";
import { dropout, snapshotAt } from "../figure/sample.js";

const spec = { ...dropout, readout: "At {step:n step}." };
const running = (step: number) => settle(applySnapshot(createState(spec), snapshotAt(step)), true);

describe("the figure's words", () => {
  test("change a few times a second while it runs", () => {
    const speaker = new Speaker();
    expect(speaker.say(running(1), 0).readout).toBe("At 1 step.");
    expect(speaker.say(running(2), 100).readout).toBe("At 1 step.");
    expect(speaker.say(running(3), 260).readout).toBe("At 3 steps.");
  });

  test("are those of the state as soon as it rests", () => {
    const speaker = new Speaker();
    speaker.say(running(1), 0);
    expect(speaker.say(settle(running(2), false), 10)).toEqual({ readout: "At 2 steps.", announced: "At 2 steps." });
  });

  test("interrupt a listener seldom: not at first, then every eight seconds and at the end", () => {
    const speaker = new Speaker();
    expect(speaker.say(running(1), 0).announced).toBe("");
    expect(speaker.say(running(2), 5000).announced).toBe("");
    expect(speaker.say(running(3), 8000).announced).toBe("Step 3.");
    expect(speaker.say(running(4), 9000).announced).toBe("Step 3.");
    expect(speaker.say(running(400), 9100).announced).toBe("At 400 steps.");
  });
});

describe("what needs saying besides the numbers", () => {
  test("a network diverges in a layer, a surface has none", () => {
    const state = running(4);
    const diverged = (surface: boolean) => ({
      ...state,
      runs: state.runs.slice(0, 1).map((run) => ({
        ...run,
        program: surface ? { surface: { name: "bowl", start: [1, 1] as [number, number] } } : run.program,
        diverged: { step: 10, layer: surface ? "bowl" : "2.Linear" },
      })),
    });
    expect(notesOf(diverged(false), sayIn("en"))).toEqual([expect.stringContaining("first in layer 2.Linear")]);
    expect(notesOf(diverged(true), sayIn("en"))).toEqual([expect.not.stringContaining("layer")]);
    expect(curves.scene(diverged(true), curves.defaults, { width: 400, height: 200 }).description).not.toContain(
      "layer",
    );
  });
});

describe("the summary for those who do not see the curves", () => {
  const steps = [0, 5, 10, 15, 20];
  const said20 = (loss: (run: number, step: number) => number, lang = "en") =>
    summary(applySnapshot(createState(spec, { lang }), snapshotAt(20, steps, loss)));

  test("says the step, each run's loss and where it is going", () => {
    const said = said20((run, step) => (run === 0 ? 1 - step / 50 : 1 + step / 50));
    expect(said).toBe("Step 20. Validation loss: plain 0.60, falling; with dropout 1.40, rising.");
    expect(said20(() => 1, "zh")).toBe("第 20 步。验证损失：plain 1.00，平稳；with dropout 1.00，平稳。");
  });

  test("says that a run has diverged", () => {
    const state = applySnapshot(createState(spec), snapshotAt(20, steps));
    const runs = state.runs.map((run, index) =>
      index === 0 ? { ...run, status: "diverged" as const, diverged: { step: 17, layer: "2" } } : run,
    );
    expect(summary({ ...state, runs })).toMatch(/plain NaN at step 17; with dropout/);
  });
});
