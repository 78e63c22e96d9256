/** Does the reader's jobs, one after the other, on whatever thread it stands; remembers what it read last. */
import { locate } from "../read/problem.js";
import { locateError, type Read, readScript, type Unread } from "../read/read.js";
import type { Answer, Job } from "./jobs.js";
import { followed } from "./keep.js";
import type { Sheet, Told } from "./sheet.js";

/** Texts: each run of a figure has one, and the one before it. */
const MOST = 16;

export class Desk {
  #known = new Map<string, Read | Unread>();

  perform(job: Job): Answer {
    switch (job.type) {
      case "read": {
        const read = this.#read(job.text);
        return read.problem ? read : told(read);
      }
      case "follow": {
        const { readable, ...sheet } = job.sheet;
        const good = readable ? this.#read(sheet.good) : null;
        const kept = followed({ ...sheet, read: good?.problem ? null : good }, job.program, job.steps);
        const { read } = kept.sheet;
        if (read) this.#remember(kept.sheet.good, read);
        return { sheet: { ...kept.sheet, read: read && told(read) } satisfies Sheet, changes: kept.changes };
      }
      case "locate": {
        const read = this.#read(job.text);
        return read.problem
          ? locate(job.text, read.problem, job.error.message)
          : locateError(job.text, read, job.error);
      }
    }
  }

  #read(text: string): Read | Unread {
    const read = this.#known.get(text) ?? readScript(text);
    this.#remember(text, read);
    return read;
  }

  #remember(text: string, read: Read | Unread): void {
    this.#known.delete(text);
    this.#known.set(text, read);
    if (this.#known.size > MOST) for (const [oldest] of this.#known) return void this.#known.delete(oldest);
  }
}

const told = ({ places: _, ...rest }: Read): Told => rest;
