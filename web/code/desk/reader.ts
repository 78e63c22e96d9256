/** The page's side of the reader: questions to its worker, by promises; where no worker can be had, the page reads by itself. */
import type { EngineErrorData, Program } from "../../engine/program.js";
import type { Problem } from "../read/problem.js";
import type { Unread } from "../read/read.js";
import { type Answered, type Asked, withPrograms } from "./crossing.js";
import type { Desk } from "./desk.js";
import type { Answer, Job, Jobs } from "./jobs.js";
import { formsHere, packed, unpacked } from "./rows.js";
import type { Sheet, Told } from "./sheet.js";
import { workerText } from "./worker_text.js";

/** What of a Worker is needed. */
export interface ReaderWorker {
  postMessage(message: Asked): void;
  onmessage: ((event: { data: Answered }) => void) | null;
  onerror: ((event: { preventDefault(): void }) => void) | null;
  terminate(): void;
}

interface Waiting {
  job: Job;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export class Reader {
  #worker: ReaderWorker | null;
  #desk: Promise<Desk> | null = null;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(start: () => ReaderWorker | null = startWorker) {
    this.#worker = start();
    if (!this.#worker) return;
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#lost();
    };
  }

  read(text: string): Promise<Told | Unread> {
    return this.#ask<"read">({ type: "read", text });
  }

  follow({ read, ...sheet }: Sheet, program: Program, steps: number): Promise<Answer<"follow">> {
    return this.#ask<"follow">({ type: "follow", sheet: { ...sheet, readable: read !== null }, program, steps });
  }

  locate(text: string, error: EngineErrorData): Promise<Problem> {
    return this.#ask<"locate">({ type: "locate", text, error });
  }

  async #ask<Type extends keyof Jobs>(job: Job): Promise<Answer<Type>> {
    const worker = this.#worker;
    if (!worker) return (await this.#here(job)) as Answer<Type>;
    const answer = await new Promise<Answer>((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { job, resolve, reject });
      worker.postMessage({ id, job: withPrograms(job, packed), forms: formsHere() });
    });
    return answer as Answer<Type>;
  }

  #heard(said: Answered): void {
    const waiting = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    if ("failed" in said) waiting?.reject(new Error(said.failed));
    else waiting?.resolve(withPrograms(said.answer, unpacked));
  }

  /** Workers may be forbidden here: what was asked is answered nevertheless. */
  #lost(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { job, resolve, reject } of this.#waiting.values()) this.#here(job).then(resolve, reject);
    this.#waiting.clear();
  }

  async #here(job: Job): Promise<Answer> {
    this.#desk ??= import("./desk.js").then(({ Desk }) => new Desk());
    return (await this.#desk).perform(job);
  }
}

function startWorker(): ReaderWorker | null {
  if (workerText === null || typeof Worker === "undefined") return null;
  try {
    const url = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    return new Worker(url) as unknown as ReaderWorker;
  } catch {
    return null;
  }
}

let shared: Reader | undefined;

/** One for all figures of a page. */
export const sharedReader = (): Reader => {
  shared ??= new Reader();
  return shared;
};
