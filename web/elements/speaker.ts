/** The figure's words at a human pace: the readout a few times a second, announcements seldom and when something ends. */
import { readout } from "../figure/readout.js";
import type { FigureState, FigureStatus } from "../figure/state.js";
import { sayIn } from "../strings/say.js";
import type { Said } from "./anatomy.js";
import { summary } from "./summary.js";

const READ_MS = 250;
const ANNOUNCE_MS = 8000;

/** How far the network is trained that runs are to borrow from; null where they have what they need. */
export function lending({ runs, lang }: FigureState, share?: number): string | null {
  const missing = runs.flatMap(({ borrowing }) => borrowing ?? []);
  if (missing.length === 0) return null;
  return sayIn(lang)("lending", { percent: Math.floor(100 * (share ?? Math.min(...missing))) });
}

export class Speaker {
  #said: Said = { readout: "", announced: "" };
  #readAt = Number.NEGATIVE_INFINITY;
  #announcedAt = Number.NEGATIVE_INFINITY;
  #status: FigureStatus = "loading";
  #text = "";

  /** While it runs, words may be late by their pace; at rest they are always those of the state. */
  say(state: FigureState, now: number): Said {
    const { status } = state;
    const lent = lending(state);
    // Told once to who listens, piece by piece to who looks.
    if (lent) return { readout: lent, announced: lending(state, 0)! };
    const turned = status !== this.#status;
    const resting = status !== "running";
    this.#status = status;
    if (turned || resting || now - this.#readAt >= READ_MS) {
      this.#text = readout(state);
      this.#readAt = now;
    }
    let { announced } = this.#said;
    // The first sentence stands there for whoever reads the figure; nobody is interrupted by it.
    if (this.#said.readout === "") this.#announcedAt = now;
    else if (resting || turned || now - this.#announcedAt >= ANNOUNCE_MS) {
      announced = resting ? this.#text : summary(state);
      this.#announcedAt = now;
    }
    if (announced !== this.#said.announced || this.#text !== this.#said.readout)
      this.#said = { readout: this.#text, announced };
    return this.#said;
  }
}
