import { describe, expect, test } from "vitest";
import { Speaker } from "../../../web/elements/speaker.js";
import { applySnapshot, createState, settle } from "../../../web/figure/update.js";
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
    expect(speaker.say(running(3), 8000).announced).toBe("At 3 steps.");
    expect(speaker.say(running(4), 9000).announced).toBe("At 3 steps.");
    expect(speaker.say(running(400), 9100).announced).toBe("At 400 steps.");
  });
});
