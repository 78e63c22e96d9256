/** Takes a figure away: every drawing as PNG and SVG, the history as CSV, the programs as JSON. */
import { html, nothing, type TemplateResult } from "lit";
import type { FigureState } from "../../figure/state.js";
import type { Theme } from "../../scene/palette.js";
import { type SayStudy, sayOfStudy } from "../../strings/study.js";
import { download, historyFile, pngFile, programFile, sceneOf, svgFile, viewFile } from "./files.js";
import type { StudyHost } from "./study.js";
import { toldProblem } from "./told_problem.js";

/** Where a view has no canvas on the page. */
const WIDTH = 640;

export class SaveTool {
  readonly #host: StudyHost;
  readonly #dress: (state: FigureState) => FigureState;
  #problem: string | null = null;

  /** `dress`: the state with what is drawn under its curves. */
  constructor(host: StudyHost, dress: (state: FigureState) => FigureState) {
    this.#host = host;
    this.#dress = dress;
  }

  render(state: FigureState): TemplateResult {
    const say = sayOfStudy(state.lang);
    const { name } = state.spec;
    const row = (what: string, buttons: TemplateResult[]) =>
      html`<div class="save-row"><span>${what}</span>${buttons}</div>`;
    return html`<div class="save">
      ${state.views.map(({ title }, index) => {
        const file = viewFile(state, index);
        return row(title, [
          this.#button(say, title, say("savePng"), `${file}.png`, () => pngFile(this.#scene(index), this.#theme)),
          this.#button(say, title, say("saveSvg"), `${file}.svg`, () =>
            blob(svgFile(this.#scene(index), `${state.spec.title}: ${title}`, this.#theme), "image/svg+xml"),
          ),
        ]);
      })}
      ${row(say("saveHistory"), [
        this.#button(say, say("saveHistory"), say("saveCsv"), `${name}.csv`, () =>
          historyFile(this.#host.runtime.state, say),
        ),
      ])}
      ${row(say("saveProgram"), [
        this.#button(say, say("saveProgram"), say("saveJson"), `${name}.json`, () =>
          blob(programFile(this.#host.runtime.state), "application/json"),
        ),
      ])}
      ${this.#problem === null ? nothing : html`<p role="status">${say("failed", { reason: this.#problem })}</p>`}
    </div>`;
  }

  #button(say: SayStudy, what: string, format: string, name: string, make: () => Blob | Promise<Blob>): TemplateResult {
    const take = async () => {
      this.#problem = null;
      try {
        download({ name, content: await make() });
      } catch (error) {
        this.#problem = await toldProblem(this.#host.runtime.state.lang, error);
        this.#host.redraw();
      }
    };
    return html`<button type="button" aria-label=${say("saveAs", { what, format })} @click=${take}>${format}</button>`;
  }

  get #theme(): Theme {
    return this.#host.element.getAttribute("scheme") === "dark" ? "dark" : "light";
  }

  #scene(index: number) {
    const canvas = this.#host.element.renderRoot.querySelector(`canvas[data-view="${index}"]`);
    return sceneOf(this.#dress(this.#host.runtime.state), index, canvas?.clientWidth || WIDTH);
  }
}

const blob = (text: string, type: string) => new Blob([text], { type });
