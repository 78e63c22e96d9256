/** The network as a list: each layer a row that is opened, edited, moved by handle, buttons or arrow keys, and removed. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { call, statement } from "../../code/python.js";
import { writtenArguments } from "../../code/signatures.js";
import type { LayerProgram } from "../../engine/program.js";
import { STARTERS, type Starter, startersFor, withStarter } from "../../figure/builder/fitting.js";
import {
  inserted,
  type LayerPath,
  type LayerRow,
  layerAt,
  layerRows,
  moved,
  nextSlot,
  placeForNew,
  removed,
} from "../../figure/builder/layers.js";
import { layerOfProblem, layerPlace } from "../../figure/builder/places.js";
import { newLayer } from "../../figure/builder/starts.js";
import { parameterCount } from "../../figure/layer_sizes.js";
import { rowShape, type Shape } from "../../figure/shapes.js";
import type { BuilderElement } from "../builder_drawer.js";
import type { Building } from "./builder.js";
import { type Dragging, draggedOver, pathText, scrollAlong } from "./drag.js";
import { fieldInputs } from "./fields.js";

const grip = svg`<g fill="currentColor">${[3, 8, 13].map((y) => svg`<circle cx="5.5" cy=${y} r="1.3"/><circle cx="10.5" cy=${y} r="1.3"/>`)}</g>`;
const cross = svg`<path d="M4 4l8 8M12 4l-8 8" stroke="currentColor" stroke-width="1.5" fill="none"/>`;

/** Sizes of the input, which the engine finds from the layer before; a block stands in the list itself. */
const LEFT_OUT = ["in_features", "in_channels", "num_features", "block"];
const RARE = ["requires_grad", "init", "normalized_shape"];

/** "3.1" is the first layer in the block of the third. */
const numberOf = (path: LayerPath): string => path.map((index) => index + 1).join(".");
const shapeText = (shape: Shape): string =>
  shape.every((size) => Number.isFinite(size) && size > 0) ? shape.join(" × ") : "–";
const counted = (count: number): string => (Number.isFinite(count) ? count.toLocaleString("en-US") : "–");
const written = (layer: LayerProgram): string => statement("", call(layer.type, writtenArguments(layer)));

export class LayerList {
  readonly #element: BuilderElement;
  readonly #tell: (text: string) => void;
  #building!: Building;
  #open: LayerPath | null = null;
  #dragging: Dragging | null = null;
  #adding = "";

  constructor(element: BuilderElement, tell: (text: string) => void) {
    this.#element = element;
    this.#tell = tell;
  }

  render(building: Building): TemplateResult {
    this.#building = building;
    const { draft, say } = building;
    const { program } = draft;
    const { data, model = [] } = program;
    if (!data) return html``;
    const rows = layerRows(model, data);
    // Behind a layer that does not fit nobody knows what arrives.
    const wrong = draft.problems.map((problem) => layerOfProblem(problem, program)).filter((path) => path !== null);
    const first = rows.findIndex(({ path }) => wrong.some((other) => pathText(other) === pathText(path)));
    const input = rowShape(data);
    return html`<div class="layer-list">
      <p class="layer-end"><span>${say("input")}</span><span class="shape">${shapeText(input)}</span></p>
      <ol class=${this.#dragging ? "layers dragged-over" : "layers"} aria-labelledby="builder-network">
        ${rows.map((row, index) => this.#row(row, first >= 0 && index > first))}
      </ol>
      <p class="layer-end total">${say("total", { layers: rows.length, parameters: counted(parameterCount(program)) })}</p>
      <p class="unseen" id="builder-move">${say("moveHint")}</p>
      ${this.#adder()} ${this.#starters()}
    </div>`;
  }

  #row({ path, layer, behind, parameters }: LayerRow, unknown: boolean): TemplateResult {
    const { say, draft, told } = this.#building;
    const text = pathText(path);
    const open = this.#open !== null && pathText(this.#open) === text;
    const names = { number: numberOf(path), type: layer.type };
    const problems = draft.problems.filter((problem) => {
      const at = layerOfProblem(problem, draft.program);
      return at !== null && pathText(at) === text;
    });
    const drag = this.#dragging;
    const marked = drag?.row === text ? (drag.behind ? " drop-behind" : " drop-before") : "";
    const dragged = drag && pathText(drag.from) === text ? " dragged" : "";
    return html`<li class=${`layer depth-${Math.min(path.length, 4)}${marked}${dragged}${problems.length > 0 ? " wrong" : ""}`} data-path=${text}>
      <div class="layer-row">
        <button type="button" class="handle" aria-label=${say("move", names)} title=${say("moveHint")} aria-describedby="builder-move"
          @keydown=${(event: KeyboardEvent) => this.#key(event, path)}
          @pointerdown=${(event: PointerEvent) => this.#grab(event, path)}
          @pointermove=${this.#drag} @pointerup=${this.#drop} @pointercancel=${this.#let} @lostpointercapture=${this.#let}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${grip}</svg>
        </button>
        <button type="button" class="layer-name" aria-expanded=${open} @click=${() => this.#toggle(path)}>
          <span class="layer-number">${names.number}</span><code>${written(layer)}</code>
        </button>
        <span class="shape" title=${say("shapeIs", { shape: shapeText(behind) })}>${unknown || problems.length > 0 ? "–" : shapeText(behind)}</span>
        <span class="count" title=${say("parametersAre", { count: counted(parameters) })}>${unknown ? "–" : counted(parameters)}</span>
        <button type="button" class="quiet" aria-label=${say("remove", names)} title=${say("remove", names)} @click=${() => this.#remove(path)}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${cross}</svg>
        </button>
      </div>
      ${problems.map((problem) => html`<p class="layer-problem">${told(problem, layerPlace(path))}</p>`)}
      ${open ? this.#editor(path, layer) : nothing}
    </li>`;
  }

  #editor(path: LayerPath, layer: LayerProgram): TemplateResult {
    const building = this.#building;
    const { say, description, draft } = building;
    const fields = (description.families.layer?.types[layer.type] ?? []).filter(({ name }) => !LEFT_OUT.includes(name));
    const button = (key: "up" | "down", way: -1 | 1) =>
      html`<button type="button" data-way=${key} ?disabled=${nextSlot(draft.program.model ?? [], path, way) === null}
        @click=${() => this.#step(path, way, `[data-way="${key}"]`)}>${say(key)}</button>`;
    return html`<div class="layer-editor">
      ${fieldInputs(building, fields, layerPlace(path), (name) => RARE.includes(name))}
      <p class="builder-row">${button("up", -1)}${button("down", 1)}
        <button type="button" @click=${() => this.#double(path, layer)}>${say("copy")}</button></p>
    </div>`;
  }

  #adder(): TemplateResult {
    const { say, description, allowed } = this.#building;
    const types = allowed.layers ?? Object.keys(description.families.layer?.types ?? {});
    const chosen = types.includes(this.#adding) ? this.#adding : types[0]!;
    this.#adding = chosen;
    const choose = (event: Event) => {
      this.#adding = types[(event.target as HTMLSelectElement).selectedIndex]!;
    };
    return html`<p class="builder-row">
      <label>${say("newLayer")}
        <select class="new-layer" aria-describedby="builder-add" @change=${choose}>
          ${types.map((type) => html`<option ?selected=${type === chosen}>${type}</option>`)}
        </select>
      </label>
      <button type="button" class="add-layer" @click=${this.#add}>${say("add")}</button>
      <span class="builder-hint" id="builder-add">${say("addHint")}</span>
    </p>`;
  }

  #starters(): TemplateResult {
    const { say, draft, edit } = this.#building;
    const names: Record<Starter, string> = {
      linear: say("start_linear"),
      hidden: say("start_hidden"),
      deep: say("start_deep"),
      convolutional: say("start_convolutional"),
    };
    const offered = startersFor(draft.program);
    return html`<p class="builder-row" role="group" aria-labelledby="builder-begin"><span id="builder-begin">${say("beginWith")}</span>
      ${STARTERS.filter((starter) => offered.includes(starter)).map(
        (starter) =>
          html`<button type="button" @click=${() => {
            this.#open = null;
            edit(withStarter(draft.program, starter), say("begun", { network: names[starter] }));
          }}>${names[starter]}</button>`,
      )}
    </p>`;
  }

  #toggle(path: LayerPath): void {
    this.#open = this.#open && pathText(this.#open) === pathText(path) ? null : path;
    this.#element.requestUpdate();
  }

  readonly #add = (): void => {
    const { draft, description, state, say } = this.#building;
    const model = draft.program.model ?? [];
    const path = placeForNew(model, this.#open);
    const shape = this.#shapeBefore(path);
    const around = { program: draft.program, steps: state.playback.steps, ...(shape && { shape }) };
    const type = this.#adding;
    this.#put(
      inserted(model, path, newLayer(description, type, around)),
      path,
      say("added", this.#named(path, type, 1)),
    );
    if (this.#open) this.#open = path;
  };

  #shapeBefore(path: LayerPath): Shape | undefined {
    const { data, model = [] } = this.#building.draft.program;
    if (!data) return undefined;
    const rows = layerRows(model, data);
    const there = rows.find((row) => pathText(row.path) === pathText(path));
    if (there) return there.before;
    const above = path.with(-1, path.at(-1)! - 1);
    return rows.find((row) => pathText(row.path) === pathText(above))?.behind ?? rowShape(data);
  }

  #double(path: LayerPath, layer: LayerProgram): void {
    const { draft, say } = this.#building;
    const behind = path.with(-1, path.at(-1)! + 1);
    this.#open = behind;
    this.#put(
      inserted(draft.program.model ?? [], behind, structuredClone(layer)),
      behind,
      say("added", this.#named(behind, layer.type, 1)),
    );
    this.#focus(behind, ".layer-name");
  }

  #remove(path: LayerPath): void {
    const { draft, say } = this.#building;
    const model = draft.program.model ?? [];
    const { type } = layerAt(model, path)!;
    this.#open = null;
    const left = removed(model, path);
    this.#put(left, path, say("removed", { type }));
    // Whoever removes by keyboard goes on with the layer that came up, or the one above.
    const next = layerAt(left, path) ? path : path.at(-1)! > 0 ? path.with(-1, path.at(-1)! - 1) : path.slice(0, -1);
    this.#focus(next, "button.quiet");
  }

  #step(path: LayerPath, way: -1 | 1, focus: string): void {
    const { draft, say } = this.#building;
    const model = draft.program.model ?? [];
    const slot = nextSlot(model, path, way);
    if (slot) this.#move(path, slot, focus);
    else this.#tell(say("stays", { type: layerAt(model, path)!.type }));
  }

  #move(from: LayerPath, slot: LayerPath, focus: string): void {
    const { draft, say } = this.#building;
    const done = moved(draft.program.model ?? [], from, slot);
    const layer = layerAt(done.model, done.path)!;
    const followed = this.#open !== null && pathText(this.#open) === pathText(from);
    this.#open = followed ? done.path : null;
    this.#put(done.model, done.path, say("moved", this.#named(done.path, layer.type, 0)));
    this.#focus(done.path, focus);
  }

  #named(path: LayerPath, type: string, more: number) {
    return {
      type,
      number: numberOf(path),
      count: (this.#building.draft.program.model ?? []).length + (path.length === 1 ? more : 0),
    };
  }

  #put(model: readonly LayerProgram[], _path: LayerPath, told: string): void {
    const { draft, edit } = this.#building;
    edit({ ...draft.program, model }, told);
  }

  #focus(path: LayerPath, selector: string): void {
    void this.#element.updateComplete.then(() => {
      const row = this.#element.shadowRoot?.querySelector(`.layer[data-path="${pathText(path)}"]`);
      const wanted = row?.querySelector<HTMLButtonElement>(selector);
      (wanted?.disabled ? row?.querySelector<HTMLElement>(".handle") : wanted)?.focus();
    });
  }

  #key(event: KeyboardEvent, path: LayerPath): void {
    const way = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (event.key === "Escape" && this.#dragging) this.#let();
    if (way === undefined) return;
    event.preventDefault();
    this.#step(path, way, ".handle");
  }

  #grab(event: PointerEvent, path: LayerPath): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#dragging = { from: path, slot: null, row: null, behind: false };
    this.#element.requestUpdate();
  }

  readonly #drag = (event: PointerEvent): void => {
    const dragging = this.#dragging;
    if (!dragging) return;
    const rows = [...this.#element.shadowRoot!.querySelectorAll<HTMLElement>(".layer")];
    const at = (path: LayerPath) => layerAt(this.#building.draft.program.model ?? [], path);
    this.#dragging = draggedOver(dragging.from, rows, at, event.clientY);
    scrollAlong(event.clientY);
    this.#element.requestUpdate();
  };

  readonly #drop = (): void => {
    const dragging = this.#dragging;
    this.#let();
    if (dragging?.slot) this.#move(dragging.from, dragging.slot, ".handle");
  };

  readonly #let = (): void => {
    if (!this.#dragging) return;
    this.#dragging = null;
    this.#element.requestUpdate();
  };
}
