/**
 * The sheets of a figure's runs: kept in step with what the runs train, and trained when they are edited. Reading happens
 * elsewhere, so all of it takes a moment; it is done one thing after the other, and what was typed meanwhile is kept.
 */
import type { EngineErrorData } from "../../engine/program.js";
import { editRun } from "../../figure/edit_run.js";
import type { FigureRuntime } from "../../figure/runtime.js";
import type { FigureState } from "../../figure/state.js";
import type { Change } from "../changes.js";
import { complete } from "../complete.js";
import type { Problem } from "../read/problem.js";
import { pytorchScript } from "../script.js";
import type { Reader } from "./reader.js";
import { type Sheet, trainsAlready } from "./sheet.js";

export interface SheetsOwner {
  runtime(): FigureRuntime | null;
  /** What a run's sheet held has changed so; its owner's editor has to follow. */
  changed(index: number, changes: readonly Change[]): void;
  /** Something about a sheet is another than it was. */
  told(index: number): void;
}

export class Sheets {
  readonly #owner: SheetsOwner;
  readonly #reader: Reader;
  /** By run; what nobody looked at has none yet. */
  readonly #sheets = new Map<number, Sheet>();
  /** Runs whose printed text nobody has read yet. */
  readonly #unread = new Set<number>();
  /** Runs that will be held against what they train. */
  readonly #keeping = new Set<number>();
  #last: Promise<void> = Promise.resolve();

  constructor(owner: SheetsOwner, reader: Reader) {
    this.#owner = owner;
    this.#reader = reader;
  }

  get(index: number): Sheet | undefined {
    return this.#sheets.get(index);
  }

  /** A run's sheet as it stands; where the run trains something else by now, it will follow. */
  current(index: number, { runs, playback: { steps } }: FigureState): Sheet {
    const { program } = runs[index];
    const known = this.#sheets.get(index);
    if (known?.program === program && known.steps === steps) return known;
    if (!known) this.#print(index, program, steps);
    this.#keep(index);
    return this.#sheets.get(index)!;
  }

  /** Does its text say what the run trains? */
  trained(index: number, { runs, playback: { steps } }: FigureState): boolean {
    const sheet = this.#sheets.get(index);
    return sheet?.problem === null && sheet.program === runs[index].program && sheet.steps === steps;
  }

  edited(index: number, text: string): void {
    const sheet = this.#sheets.get(index);
    if (sheet) this.#sheets.set(index, { ...sheet, text });
  }

  forget(): void {
    this.#sheets.clear();
    this.#unread.clear();
  }

  /** All that was asked until now is done. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Reads a run's text and trains it; what is wrong stays in the sheet. */
  take(index: number): Promise<void> {
    return this.#next(async () => {
      await this.#take(index);
      this.#owner.told(index);
    });
  }

  #print(index: number, program: Sheet["program"], steps: number): void {
    const text = pytorchScript(program, steps);
    this.#sheets.set(index, { text, good: text, read: null, problem: null, program, steps });
    this.#unread.add(index);
  }

  #keep(index: number): void {
    if (this.#keeping.has(index)) return;
    this.#keeping.add(index);
    void this.#next(async () => {
      this.#keeping.delete(index);
      while (await this.#kept(index)) this.#owner.told(index);
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    // What fails has said so where it was asked for; the rest goes on.
    this.#last = this.#last.then(work).catch(() => {});
    return this.#last;
  }

  /** One thing that brings a sheet nearer to what its run trains; false when there was none. */
  async #kept(index: number): Promise<boolean> {
    const sheet = this.#sheets.get(index);
    const state = this.#owner.runtime()?.state;
    const run = state?.runs[index];
    if (!sheet || !run) return false;
    if (this.#unread.has(index)) return this.#readPrinted(index, sheet);
    const { steps } = state.playback;
    if (sheet.program === run.program && sheet.steps === steps) return false;
    const { sheet: next, changes } = await this.#reader.follow(sheet, run.program, steps);
    // Something was typed, or another figure stands here: what follows from the old text is no answer.
    if (this.#sheets.get(index) !== sheet) return true;
    this.#sheets.set(index, { ...next, program: run.program });
    this.#owner.changed(index, changes);
    return true;
  }

  async #readPrinted(index: number, sheet: Sheet): Promise<boolean> {
    const read = await this.#reader.read(sheet.good);
    const now = this.#sheets.get(index);
    if (now?.good !== sheet.good) return true;
    this.#unread.delete(index);
    const own = now.text === now.good;
    if (!read.problem) this.#sheets.set(index, { ...now, read });
    else if (own) this.#sheets.set(index, { ...now, problem: read.problem });
    return true;
  }

  async #take(index: number): Promise<void> {
    const runtime = this.#owner.runtime();
    const before = this.#sheets.get(index);
    if (!runtime || !before) return;
    const { text, good } = before;
    if (text === good && before.read) return this.#put(index, { problem: null });
    const read = await this.#reader.read(text);
    if (read.problem) return this.#put(index, { problem: read.problem });
    const run = () => runtime.state.runs[index];
    if (!trainsAlready(run(), read)) {
      const refusal = await runtime.tryAll((state) => editRun(state, index, read.program, complete, runtime.written));
      if (refusal) return this.#put(index, { problem: await this.#reader.locate(text, refusal) });
    }
    // A control may have moved meanwhile: the sheet is then held against what trains now.
    const program = trainsAlready(run(), read) ? run().program : {};
    this.#unread.delete(index);
    this.#put(index, { good: text, read, problem: null, program });
  }

  /** More may have been typed since; it stays. */
  #put(index: number, change: Partial<Sheet> & { problem: Problem | null }): void {
    const sheet = this.#sheets.get(index);
    if (sheet) this.#sheets.set(index, { ...sheet, ...change });
  }

  /** Why a text that is no run's does not hold, if it does not. */
  async write(text: string, run: number, runtime: FigureRuntime): Promise<Problem | null> {
    const read = await this.#reader.read(text);
    if (read.problem) return read.problem;
    const refusal: EngineErrorData | null = await runtime.tryAll((state) =>
      editRun(state, run, read.program, complete, runtime.written),
    );
    return refusal && this.#reader.locate(text, refusal);
  }
}
