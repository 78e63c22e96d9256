/** The numbers behind every drawing as a table, at the step that is shown. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { FigureState } from "../../figure/state.js";
import { historyTable, measuredRows } from "../../figure/study/tables.js";
import { count } from "../../scene/numbers.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { findView } from "../../views/registry.js";

/** More rows would keep a phone busy; the file has all. */
const SHOWN = 400;
/** While it trains, a table is made anew this often: nobody reads numbers that change faster. */
const PACE_MS = 1000;

interface Shown {
  head: string[];
  rows: (readonly (string | number)[])[];
}

export class DataTool {
  readonly #redraw: () => void;
  #view = 0;

  constructor(redraw: () => void) {
    this.#redraw = redraw;
  }

  render(state: FigureState): TemplateResult {
    const say = sayOfStudy(state.lang);
    this.#view = Math.min(this.#view, state.views.length - 1);
    const choose = (event: Event) => {
      this.#view = (event.target as HTMLSelectElement).selectedIndex;
      this.#redraw();
    };
    return html`<div class="data">
      <label>${say("dataOf")}
        <select @change=${choose}>
          ${state.views.map(({ title }, index) => html`<option ?selected=${index === this.#view}>${title}</option>`)}
        </select>
      </label>
      ${guard([this.#view, state.status === "running" ? Math.floor(performance.now() / PACE_MS) : state], () =>
        this.#table(tableOf(state, this.#view, say), state.views[this.#view]!.title, say),
      )}
    </div>`;
  }

  #table({ head, rows }: Shown, title: string, say: SayStudy): TemplateResult {
    if (rows.length === 0) return html`<p>${say("dataNone")}</p>`;
    const shown = rows.slice(0, SHOWN);
    const all = count(rows.length);
    const number =
      shown.length < rows.length ? say("dataMore", { shown: SHOWN, count: all }) : say("dataRows", { count: all });
    return html`<div class="table" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
          <tbody>${shown.map(
            (row) =>
              html`<tr>${row.map((value, index) => (index === 0 ? html`<th scope="row">${cell(value)}</th>` : html`<td>${cell(value)}</td>`))}</tr>`,
          )}</tbody>
        </table>
      </div>
      <p>${number}</p>`;
  }
}

function cell(value: string | number): string | typeof nothing {
  if (typeof value === "string") return value;
  return Number.isNaN(value) ? nothing : String(Number(value.toPrecision(6)));
}

/** A drawing of the history has the history behind it, every other what was measured for it. */
function tableOf(state: FigureState, index: number, say: SayStudy): Shown {
  const spec = state.views[index]!;
  const view = findView(spec.type);
  const probes = view?.probes(state, { ...view.defaults, ...spec }) ?? [];
  if (probes.length === 0) return history(state, say);
  const rows = probes.flatMap(({ key, run }) => {
    const answer = state.probes[key];
    const name = state.runs[run]?.label ?? "";
    return answer ? measuredRows(answer).map((row) => [name, row.name, row.place, row.value] as const) : [];
  });
  return { head: [say("opsRun"), say("measure"), say("place"), say("value")], rows };
}

export function history(state: FigureState, say: SayStudy, batches = false): Shown {
  const { columns, rows } = historyTable(state, batches);
  const head = columns.map(({ run, quantity }) =>
    say("columnOf", { run: state.runs[run]!.label, quantity: say(quantity) }),
  );
  return { head: [say("columnStep"), ...head], rows };
}
