/** All that the Code button opens: the code, its other forms as tabs to read, and what can be taken along from there. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureRuntime } from "../figure/runtime.js";
import type { FigureState } from "../figure/state.js";
import { sayInCode } from "../strings/code.js";
import type { Say } from "../strings/say.js";
import { type SayInTaking, sayInTaking } from "../strings/taking.js";
import { CodeForm, type FormName } from "./code_form.js";
import { CodePanel } from "./code_panel.js";
import { ownUnits } from "./own_units.js";
import { TakeAway } from "./take_away.js";
import { takingStyles } from "./taking_styles.js";

/** What the code needs of its figure. */
export interface CodeFigure {
  readonly element: HTMLElement;
  readonly runtime: () => FigureRuntime | null;
  readonly redraw: () => void;
}

type Tab = "pytorch" | FormName;
const names: Readonly<Record<Tab, string>> = { pytorch: "PyTorch", torchrun: "torchrun", keras: "Keras" };

export class CodeTabs {
  #tab: Tab = "pytorch";
  readonly #figure: CodeFigure;
  readonly code: CodePanel;
  readonly #forms: Readonly<Record<FormName, CodeForm>>;
  readonly #take: TakeAway;

  constructor(figure: CodeFigure) {
    this.#figure = figure;
    this.code = new CodePanel(figure);
    this.#forms = { torchrun: new CodeForm("torchrun", figure.redraw), keras: new CodeForm("keras", figure.redraw) };
    this.#take = new TakeAway(figure, () => this.code.chosen);
    const sheet = ownUnits(takingStyles).styleSheet;
    const root = figure.element.shadowRoot;
    if (root && sheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  render(state: FigureState, say: Say): TemplateResult {
    const sayHere = sayInTaking(state.lang);
    this.code.chosen = Math.min(this.code.chosen, state.runs.length - 1);
    const run = state.runs[this.code.chosen];
    // A descent on a test surface has no batch to share and no layers.
    const tabs: Tab[] = run.program.surface ? ["pytorch"] : ["pytorch", "torchrun", "keras"];
    const tab = tabs.includes(this.#tab) ? this.#tab : "pytorch";
    const form = tab === "pytorch" ? null : this.#forms[tab];
    const shown = form
      ? html`<div class="code forms" id="code">${this.#choice(state)} ${form.render(state, run, say, sayHere)}</div>`
      : this.code.render(state, say);
    if (tabs.length === 1) return html`${shown} ${this.#take.render(state, sayHere)}`;
    return html`${this.#list(tabs, tab, sayHere)}
      <div id="code-shown" role="tabpanel" aria-labelledby="code-${tab}">${shown}</div>
      ${this.#take.render(state, sayHere)}`;
  }

  #list(tabs: readonly Tab[], chosen: Tab, say: SayInTaking): TemplateResult {
    const choose = (tab: Tab) => {
      this.#tab = tab;
      this.#figure.redraw();
    };
    const move = (event: KeyboardEvent) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const next = tabs[(tabs.indexOf(chosen) + by + tabs.length) % tabs.length];
      choose(next);
      (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#code-${next}`)?.focus();
    };
    return html`<div class="code-tabs" role="tablist" aria-label=${say("codeForms")} @keydown=${move}>
      ${tabs.map(
        (tab) =>
          html`<button type="button" role="tab" id="code-${tab}" aria-controls="code-shown"
            aria-selected=${tab === chosen} tabindex=${tab === chosen ? 0 : -1} @click=${() => choose(tab)}>${names[tab]}</button>`,
      )}
    </div>`;
  }

  /** The same choice that the code has: a run. */
  #choice({ runs, lang }: FigureState): TemplateResult | typeof nothing {
    if (runs.length === 1) return nothing;
    const choose = (event: Event) => {
      this.code.chosen = (event.target as HTMLSelectElement).selectedIndex;
      this.#figure.redraw();
    };
    return html`<div class="code-row"><label>${sayInCode(lang)("codeOf")}
      <select @change=${choose}>
        ${runs.map(({ label }, index) => html`<option ?selected=${index === this.code.chosen}>${label}</option>`)}
      </select>
    </label></div>`;
  }
}
