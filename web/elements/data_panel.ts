/** What a figure learns from, and how to bring something else: a CSV file, points drawn by hand. Loaded when it is opened. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { readCsv } from "../data/csv.js";
import { type Prepared, usualTarget } from "../data/prepare.js";
import { DataProblem } from "../data/problem.js";
import { holdsNumbers, type Table } from "../data/table.js";
import { tableOwn } from "../figure/own_data.js";
import { SpecError } from "../figure/resolve.js";
import type { FigureRuntime } from "../figure/runtime.js";
import type { DataSource } from "../figure/spec.js";
import type { FigureState } from "../figure/state.js";
import { kindOf } from "../figure/table_source.js";
import { compact } from "../scene/numbers.js";
import { type SayOfData, sayOfData } from "../strings/data.js";
import { findView } from "../views/registry.js";
import { dataStyles } from "./data_styles.js";
import type { Drawings } from "./drawings.js";
import { HandDrawn, planeView } from "./hand_drawn.js";

interface Chosen {
  target: string;
  features: string[];
  standardize: boolean;
}

export class DataPanel {
  readonly #runtime: () => FigureRuntime | null;
  readonly #redraw: () => void;
  readonly #drawn: HandDrawn;
  #name = "";
  #table: Table | null = null;
  #chosen: Chosen = { target: "", features: [], standardize: true };
  #leftOut: string[] = [];
  #prepared: Prepared | null = null;
  #source: DataSource | undefined;
  #told = "";

  constructor(element: HTMLElement, runtime: () => FigureRuntime | null, drawings: Drawings, redraw: () => void) {
    this.#runtime = runtime;
    this.#redraw = redraw;
    this.#drawn = new HandDrawn(element, runtime, drawings, ({ x, y }, count) => {
      this.#told = this.#say("drawAdded", { count, x: compact(x), y: compact(y) });
      redraw();
    });
    const root = element.shadowRoot;
    if (root && dataStyles.styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, dataStyles.styleSheet];
  }

  get #say(): SayOfData {
    return sayOfData(this.#runtime()?.state.lang);
  }

  /** A file from the chooser or dropped on the figure. */
  async take(file: File): Promise<void> {
    this.#name = file.name;
    let text: string;
    try {
      text = await file.text();
    } catch (error) {
      return this.#refuse(new DataProblem("dataUnread", { reason: (error as Error).message }));
    }
    try {
      const table = readCsv(text);
      const state = this.#runtime()?.state;
      if (!state) return;
      this.#choose(table, usualTarget(table), state);
      this.#table = table;
    } catch (error) {
      if (!(error instanceof DataProblem)) throw error;
      return this.#refuse(error);
    }
    await this.#use();
  }

  stopDrawing(): void {
    this.#drawn.stop();
  }

  render(state: FigureState): TemplateResult {
    const say = sayOfData(state.lang);
    const own = state.spec.source?.own === true;
    return html`<section class="own-data" id="own-data" aria-label=${say("dataTitle")}>
      <p role="status">${this.#summary(state, say)}</p>
      <div class="data-row">
        <label class="file">${say("dataChoose")}
          <input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${this.#picked} />
        </label>
        <span class="data-hint">${say("dataDrop")}</span>
      </div>
      ${this.#table && own && state.spec.source === this.#source ? this.#choices(this.#table, state, say) : nothing}
      ${planeView(state) ? this.#drawing(state, say) : nothing}
      <p class="data-row">
        ${own ? html`<button type="button" @click=${this.#back}>${say("dataBack")}</button>` : nothing}
        <span class="data-hint">${say("dataPrivate")}</span>
      </p>
    </section>`;
  }

  #summary(state: FigureState, say: SayOfData): string {
    if (state.spec.source?.own !== true) return say("dataFromFigure");
    if (this.#drawn.shown(state)) return say("dataDrawn", { count: this.#drawn.count });
    const prepared = this.#prepared;
    if (!prepared || state.spec.source !== this.#source) return say("dataFromArrays");
    const { train, rows, features, classes, target } = prepared;
    const counted = { name: this.#name, train, validation: rows - train, features: features.length };
    const said = classes
      ? say("dataSummaryClasses", { ...counted, classes: classes.length })
      : say("dataSummaryValues", { ...counted, target });
    return this.#leftOut.length > 0 ? `${said} ${say("dataLeftOut", { columns: this.#leftOut.join(", ") })}` : said;
  }

  /** Which column is learnt, which go in where a drawing has room for some only, and whether they are standardized. */
  #choices(table: Table, state: FigureState, say: SayOfData): TemplateResult {
    const { target, features, standardize } = this.#chosen;
    const column = (label: string, chosen: string, take: (name: string) => void) =>
      html`<label>${label}
        <select @change=${(event: Event) => take(table.columns[(event.target as HTMLSelectElement).selectedIndex]!)}>
          ${table.columns.map((name) => html`<option .selected=${live(name === chosen)}>${name}</option>`)}
        </select>
      </label>`;
    const axes = roomFor(state) === features.length ? ["drawX", "drawY"] : [];
    return html`<div class="data-row">
      ${column(say("dataTargetColumn"), target, (name) => {
        this.#choose(table, name, state);
        void this.#use();
      })}
      ${axes.slice(0, features.length).map((axis, index) =>
        column(say(axis as "drawX"), features[index]!, (name) => {
          this.#chosen.features[index] = name;
          void this.#use();
        }),
      )}
      <label class="tick"><input type="checkbox" .checked=${live(standardize)} @change=${this.#standardize} /> ${say("dataStandardize")}</label>
    </div>`;
  }

  #drawing(state: FigureState, say: SayOfData): TemplateResult {
    const drawn = this.#drawn;
    const toggle = () => {
      if (drawn.active) drawn.stop();
      else drawn.start(state);
      this.#told = "";
      this.#redraw();
    };
    const button = html`<button type="button" aria-pressed=${drawn.active} @click=${toggle}>${say("draw")}</button>`;
    if (!drawn.active) return html`<p class="data-row">${button}</p>`;
    return html`<form class="draw" @submit=${this.#type} novalidate>
      <p class="data-row">${button}<span class="data-hint">${say("drawHint")}</span></p>
      <div class="data-row">
        ${this.#classes(state, say)}
        <label>${say("drawX")} <input name="x" inputmode="decimal" size="6" autocomplete="off" /></label>
        <label>${say("drawY")} <input name="y" inputmode="decimal" size="6" autocomplete="off" /></label>
        <button>${say("drawAdd")}</button>
        <button type="button" ?disabled=${drawn.count < 2 || drawn.cleared} @click=${this.#undo}>${say("drawUndo")}</button>
        <button type="button" ?disabled=${drawn.cleared} @click=${this.#clear}>${say("drawClear")}</button>
      </div>
      <p class="data-hint" role="status">${this.#told}</p>
    </form>`;
  }

  #classes({ program }: FigureState, say: SayOfData): TemplateResult | typeof nothing {
    const kind = kindOf(program);
    if (kind === "values") return nothing;
    const outputs = Number(program.model?.at(-1)?.out_features ?? 2);
    const count = kind === "two" ? 2 : Math.max(2, outputs);
    const choose = (event: Event) => {
      this.#drawn.label = (event.target as HTMLSelectElement).selectedIndex;
    };
    return html`<label>${say("drawAs")}
      <select @change=${choose}>
        ${Array.from({ length: count }, (_, index) => html`<option ?selected=${index === this.#drawn.label}>${say("drawClass", { number: index + 1 })}</option>`)}
      </select>
    </label>`;
  }

  #choose(table: Table, target: string, state: FigureState): void {
    const others = table.columns.filter((name) => name !== target);
    const numeric = others.filter((name) => holdsNumbers(table, table.columns.indexOf(name)));
    this.#leftOut = others.filter((name) => !numeric.includes(name));
    this.#chosen = { ...this.#chosen, target, features: numeric.slice(0, roomFor(state)) };
  }

  async #use(): Promise<void> {
    const table = this.#table;
    if (!table) return;
    this.#drawn.stop();
    await this.#runtime()?.setData((state) => {
      const { source, prepared } = tableOwn(state, table, this.#name, { ...this.#chosen });
      [this.#source, this.#prepared] = [source, prepared];
      return source;
    });
    this.#redraw();
  }

  #refuse(problem: DataProblem): void {
    const name = this.#name;
    void this.#runtime()?.setData((state) => {
      throw new SpecError(name, problem.in(state.lang));
    });
  }

  readonly #picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file, edited meanwhile, may be chosen again.
    if (file) void this.take(file).finally(() => (input.value = ""));
  };

  readonly #standardize = (event: Event): void => {
    this.#chosen.standardize = (event.target as HTMLInputElement).checked;
    void this.#use();
  };

  readonly #back = (): void => {
    this.#drawn.stop();
    void this.#runtime()?.setData(() => null);
  };

  readonly #type = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const [x, y] = ["x", "y"].map((name) =>
      Number((form.elements.namedItem(name) as HTMLInputElement).value.replace(",", ".") || "NaN"),
    );
    if (Number.isFinite(x) && Number.isFinite(y)) this.#drawn.add(x!, y!);
    else this.#told = this.#say("drawNumber");
    this.#redraw();
  };

  readonly #undo = (): void => {
    this.#drawn.undo();
    this.#redraw();
  };

  readonly #clear = (): void => {
    this.#drawn.clear();
    this.#told = this.#say("drawCleared");
    this.#redraw();
  };
}

/** As many inputs as the figure's drawings have room for; those that give way to other data ask for none. */
function roomFor({ views }: FigureState): number {
  const inputs = views.map((view) => (view.for ? undefined : findView(view.type)?.inputs));
  return Math.min(...inputs.map((most) => most ?? Number.POSITIVE_INFINITY));
}
