/** The numbers behind every drawing as a table, at the step that is shown. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { FigureState } from "../../figure/state.js";
import { count } from "../../scene/numbers.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { download, tableFile, viewFile } from "./files.js";
import type { StudyHost } from "./study.js";
import { tableOf } from "./view_table.js";

/** More rows would keep a phone busy; the file has all. */
const SHOWN = 400;
/** While it trains, a table is made anew this often: nobody reads numbers that change faster. */
const PACE_MS = 1000;

export class DataTool {
  readonly #host: StudyHost;
  #view = 0;

  constructor(host: StudyHost) {
    this.#host = host;
  }

  render(state: FigureState): TemplateResult {
    const say = sayOfStudy(state.lang);
    this.#view = Math.min(this.#view, state.views.length - 1);
    const choose = (event: Event) => {
      this.#view = (event.target as HTMLSelectElement).selectedIndex;
      this.#host.redraw();
    };
    return html`<div class="data">
      <label>${say("dataOf")}
        <select @change=${choose}>
          ${state.views.map(({ title }, index) => html`<option ?selected=${index === this.#view}>${title}</option>`)}
        </select>
      </label>
      ${guard([this.#view, state.status === "running" ? Math.floor(performance.now() / PACE_MS) : state], () =>
        this.#table(state, say),
      )}
    </div>`;
  }

  #table(state: FigureState, say: SayStudy): TemplateResult {
    const { head, rows, count: whole } = tableOf(state, this.#view, say, SHOWN);
    if (rows.length === 0) return html`<p>${say("dataNone")}</p>`;
    const { title } = state.views[this.#view]!;
    const shown = rows.slice(0, SHOWN);
    const all = count(whole);
    const number =
      shown.length < whole ? say("dataMore", { shown: SHOWN, count: all }) : say("dataRows", { count: all });
    return html`<div class="table" tabindex="0" role="group" aria-label=${title}>
        <table>
          <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
          <tbody>${shown.map(
            (row) =>
              html`<tr>${row.map((value, index) => (index === 0 ? html`<th scope="row">${cell(value)}</th>` : html`<td>${cell(value)}</td>`))}</tr>`,
          )}</tbody>
        </table>
      </div>
      <p>${number} <button type="button" aria-label=${say("saveAs", { what: title, format: say("saveCsv") })} @click=${this.#take}>${say("saveCsv")}</button></p>`;
  }

  /** All rows, as they are now. */
  readonly #take = (): void => {
    const { state } = this.#host.runtime;
    const name = `${viewFile(state, this.#view)}.csv`;
    download({ name, content: tableFile(tableOf(state, this.#view, sayOfStudy(state.lang))) });
  };
}

function cell(value: string | number): string | typeof nothing {
  if (typeof value === "string") return value;
  return Number.isNaN(value) ? nothing : String(Number(value.toPrecision(6)));
}
