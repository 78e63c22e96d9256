/**
 * The builder: a draft of the figure's program, edited by whoever builds, looked at by the engine, and trained as soon as
 * it is right. It goes the way of edited code, so code, controls and links stay in step with it.
 */
import { html, nothing, type TemplateResult } from "lit";
import { complete } from "../../code/complete.js";
import type { Description } from "../../engine/describe/description.js";
import { errorData } from "../../engine/errors.js";
import type { EngineErrorData, Program } from "../../engine/program.js";
import {
  answered,
  begun,
  type Draft,
  edited,
  followed,
  forgotten,
  redone,
  undone,
} from "../../figure/builder/draft.js";
import { type Place, whereWithin } from "../../figure/builder/places.js";
import { equalJson } from "../../figure/edit_program.js";
import { editRun } from "../../figure/edit_run.js";
import type { FigureRuntime } from "../../figure/runtime.js";
import type { BuilderSpec } from "../../figure/spec.js";
import type { FigureState } from "../../figure/state.js";
import { failureData } from "../../figure/state_keeper.js";
import { type SayInBuilder, sayInBuilder } from "../../strings/builder.js";
import { sayProblem, sentencesFor } from "../../strings/sentences.js";
import type { BuilderElement } from "../builder_drawer.js";
import { addBuilderStyles } from "./builder_styles.js";
import { Goals } from "./goals.js";
import { LayerList } from "./layer_list.js";
import { sections } from "./sections.js";

/** What the builder's parts work with. */
export interface Building {
  readonly state: FigureState;
  readonly draft: Draft;
  readonly description: Description;
  readonly allowed: BuilderSpec;
  readonly say: SayInBuilder;
  /** Gives the draft another program; `told` is said to those who do not see it. */
  edit(program: Program, told?: string): void;
  /** A problem in words, beside the place that it stands at. */
  told(problem: EngineErrorData, place: Place): string;
  /** What stood under a key before something else was chosen there. */
  readonly kept: Map<string, unknown>;
}

export class Builder {
  readonly #element: BuilderElement;
  readonly #runtime: FigureRuntime;
  readonly #ownData: () => void;
  readonly #list: LayerList;
  readonly #goals: Goals;
  readonly #kept = new Map<string, unknown>();
  #description: Description | null = null;
  #draft: Draft;
  /** What the figure trained when the draft was last held against it. */
  #seen: Program;
  /** Its own programs on their way to the figure. */
  #trying = 0;
  #said = "";

  constructor(element: BuilderElement, runtime: FigureRuntime, ownData: () => void) {
    this.#element = element;
    this.#runtime = runtime;
    this.#ownData = ownData;
    this.#list = new LayerList(element, (text) => this.#tell(text));
    this.#goals = new Goals(runtime.written);
    this.#seen = runtime.state.runs[0]!.program;
    this.#draft = begun(this.#seen);
    this.#goals.see(runtime.state);
    addBuilderStyles(element.shadowRoot!);
    void this.#describe();
  }

  changed(state: FigureState): void {
    this.#goals.see(state);
    if (this.#trying === 0) this.#follow(state);
  }

  render(state: FigureState): TemplateResult | typeof nothing {
    const description = this.#description;
    if (!description) return nothing;
    const say = sayInBuilder(state.lang);
    const { builder } = state.spec;
    const building: Building = {
      state,
      draft: this.#draft,
      description,
      allowed: builder === true || !builder ? {} : builder,
      say,
      edit: (program, told) => this.#edit(edited(this.#draft, program), told),
      told: ({ where, message }, place) => {
        void sentencesFor(state.lang)?.then(() => this.#element.requestUpdate());
        return sayProblem(state.lang, { where: whereWithin(where, place), message });
      },
      kept: this.#kept,
    };
    return html`<section class="builder" aria-label=${say("title")} @keydown=${this.#keydown}>
      ${this.#goals.render(state, say)}
      <div class="builder-parts">
        <div class="builder-network">
          <div class="builder-head"><h3 id="builder-network">${say("network")}</h3>${this.#ways(say)}</div>
          ${this.#list.render(building)}
        </div>
        ${sections(building, this.#ownData)}
      </div>
      <p class="unseen" role="status">${this.#said}</p>
    </section>`;
  }

  #ways(say: SayInBuilder): TemplateResult {
    const { past, future } = this.#draft;
    return html`<span class="builder-ways">
      <button type="button" ?disabled=${past.length === 0} @click=${this.#undo}>${say("undo")}</button>
      <button type="button" ?disabled=${future.length === 0} @click=${this.#redo}>${say("redo")}</button>
    </span>`;
  }

  async #describe(): Promise<void> {
    try {
      this.#description = await this.#runtime.ask((session) => session.describe());
    } catch (error) {
      // Nothing trains here: the figure says why.
      if (!this.#runtime.broken) this.#runtime.say(errorData(error).message);
      return;
    }
    this.#element.requestUpdate();
  }

  /** Takes over what the figure has come to train otherwise. */
  #follow({ runs, spec }: FigureState): void {
    const { program } = runs[0]!;
    if (program === this.#seen) return;
    const before = this.#seen;
    this.#seen = program;
    const own = spec.source?.own === true;
    if (own && program.data !== before.data && equalJson(bare(program), bare(before))) {
      // Other rows of the reader's, or the same ones split anew by another seed.
      this.#draft = forgotten({ ...this.#draft, program: { ...this.#draft.program, data: program.data! } });
      return;
    }
    if (equalJson(plain(program), plain(before))) return;
    this.#draft = followed(this.#draft, program);
    if (own || "inputs" in (before.data ?? {})) this.#draft = forgotten(this.#draft);
  }

  #edit(draft: Draft, told = ""): void {
    this.#draft = draft;
    this.#tell(told);
    void this.#try(draft.program);
  }

  /** Asks the engine first: what is wrong then is told at its place, and the figure has not noticed anything. */
  async #try(program: Program): Promise<void> {
    const runtime = this.#runtime;
    this.#trying += 1;
    let problems: readonly EngineErrorData[];
    try {
      const make = (state: FigureState) => editRun(state, 0, program, complete, runtime.written);
      // A reader's own rows are put in by the figure, and their last column may be read anew.
      const wanted = make(runtime.state).runs[0]!.program;
      problems = await runtime.ask((session) => session.validate(wanted));
      if (problems.length === 0 && program === this.#draft.program) {
        const refusal = await runtime.tryAll(make, false);
        if (refusal) problems = [refusal];
      }
    } catch (error) {
      problems = [failureData(error)];
    }
    if (problems.length > 0) await sentencesFor(runtime.state.lang);
    this.#trying -= 1;
    this.#draft = answered(this.#draft, program, problems);
    if (this.#draft.program === program && problems.length > 0) this.#announce(problems[0]!);
    if (this.#trying === 0) this.#settle(program, problems.length === 0);
    this.#element.requestUpdate();
  }

  /** What trains now is what was given, or what the figure made of it. */
  #settle(program: Program, trains: boolean): void {
    const { state } = this.#runtime;
    const now = state.runs[0]!.program;
    if (!trains || this.#draft.program !== program) {
      this.#seen = now;
      return;
    }
    const hadRows = "inputs" in (this.#seen.data ?? {});
    this.#seen = now;
    if (!equalJson(plain(now), plain(program))) this.#draft = { ...this.#draft, program: begun(now).program };
    if (hadRows && state.spec.source?.own !== true) this.#draft = forgotten(this.#draft);
  }

  #announce(problem: EngineErrorData): void {
    this.#tell(`${this.#said} ${sayProblem(this.#runtime.state.lang, problem)}`.trim());
  }

  #tell(text: string): void {
    this.#said = text;
    this.#element.requestUpdate();
  }

  readonly #undo = (): void => {
    if (this.#draft.past.length > 0) this.#edit(undone(this.#draft), sayInBuilder(this.#runtime.state.lang)("undone"));
  };

  readonly #redo = (): void => {
    if (this.#draft.future.length > 0)
      this.#edit(redone(this.#draft), sayInBuilder(this.#runtime.state.lang)("redone"));
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0] as Element;
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || target.matches("input")) return;
    event.preventDefault();
    if (event.shiftKey) this.#redo();
    else this.#undo();
  };
}

/** Defaults written out, so that what leaves them out is no other program. */
function plain(program: Program): Program {
  const { seed: _, ...rest } = complete(program);
  return rest;
}

function bare(program: Program): Program {
  const { data: _, seed: __, ...rest } = program;
  return rest;
}
