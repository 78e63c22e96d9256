/** The evidence for a marked sentence: what is claimed, and a table that fills with ten runs of the reader's own. */
import { sharedClient } from "../../engine/client.js";
import { type Claim, claimSeeds, quantitiesIn } from "../../figure/claim.js";
import { shortNumber } from "../../figure/short_number.js";
import type { FigureSpec } from "../../figure/spec.js";
import { translate } from "../../figure/translate.js";
import { createState } from "../../figure/update.js";
import { type SayClaim, sayClaim } from "../../strings/claims.js";
import { type SeedResult, tryClaim } from "./trial.js";
import { conditionWords, quantityWords } from "./words.js";

/** What has been tried is shown again at once. */
const results = new Map<string, SeedResult[]>();
const open = new WeakMap<HTMLButtonElement, Evidence>();

/** Opens the panel behind the sentence's paragraph and tries the claim; where it is open, closes it and stops. */
export async function toggleEvidence(mark: HTMLButtonElement): Promise<void> {
  const shown = open.get(mark);
  if (shown) {
    shown.close();
    return;
  }
  const claim = claimOf(mark);
  const figure = claim && document.querySelector(`live-figure[src$="/${claim.figure}.json"]`);
  if (!claim || !figure) return;
  const carried = figure.querySelector(':scope > script[type="application/json"]')?.textContent;
  const text = carried ?? (await (await fetch(figure.getAttribute("src")!)).text());
  if (!open.has(mark)) open.set(mark, new Evidence(mark, claim, figure as HTMLElement, JSON.parse(text) as FigureSpec));
}

/** The page carries the claims that its text marks. */
function claimOf(mark: HTMLElement): Claim | undefined {
  const all = JSON.parse(document.querySelector("#claims")?.textContent ?? "[]") as Claim[];
  return all.find(({ id }) => id === mark.dataset.claim);
}

class Evidence {
  readonly #mark: HTMLButtonElement;
  readonly #claim: Claim & { id: string };
  readonly #figure: HTMLElement;
  readonly #spec: FigureSpec;
  readonly #say: SayClaim;
  readonly #panel = element("aside", "evidence");
  readonly #status = element("p", "evidence-status");
  readonly #progress = document.createElement("progress");
  readonly #rows = document.createElement("tbody");
  readonly #button = element("button", "");
  #abort: AbortController | null = null;

  constructor(mark: HTMLButtonElement, claim: Claim, figure: HTMLElement, spec: FigureSpec) {
    this.#mark = mark;
    this.#claim = { id: mark.dataset.claim ?? "", ...claim };
    this.#figure = figure;
    const language = document.documentElement.lang;
    this.#spec = translate(spec, language);
    this.#say = sayClaim(language);
    this.#build();
    (mark.closest("p, li, dd") ?? mark).after(this.#panel);
    mark.setAttribute("aria-expanded", "true");
    const known = results.get(this.#claim.id) ?? [];
    known.forEach((result) => {
      this.#addRow(result);
    });
    if (known.length === claimSeeds.length) this.#conclude(known);
    else void this.#try();
  }

  close(): void {
    this.#abort?.abort();
    open.delete(this.#mark);
    this.#panel.remove();
    this.#mark.setAttribute("aria-expanded", "false");
    this.#mark.focus();
  }

  #build(): void {
    const [say, claim, spec] = [this.#say, this.#claim, this.#spec];
    const title = element("p", "box-title", say("title"));
    const step = claim.step ?? this.#steps();
    const condition = conditionWords(say, spec, claim.holds);
    const claimed = say("claimed", { step: step.toLocaleString(this.#language), condition, seeds: claim.seeds ?? 10 });
    this.#panel.setAttribute("role", "group");
    this.#panel.setAttribute("aria-label", say("title"));
    this.#status.setAttribute("role", "status");
    this.#progress.max = 1;
    this.#button.addEventListener("click", () => this.#press());
    const shut = element("button", "", say("close"));
    shut.addEventListener("click", () => this.close());
    const link = element("a", "", say("figure", { number: spec.number }));
    link.setAttribute("href", `#${this.#figure.id}`);
    const actions = element("p", "evidence-actions");
    actions.append(this.#button, shut, link);
    const settings = this.#settings();
    this.#panel.append(
      title,
      element("p", "", claimed),
      ...(settings ? [element("p", "", say("setting", { settings }))] : []),
      this.#table(),
      this.#progress,
      this.#status,
      actions,
    );
  }

  get #language(): string {
    return document.documentElement.lang || "en";
  }

  #steps(): number {
    return createState(this.#spec, { variables: this.#claim.variables ?? {} }).playback.steps;
  }

  /** What the claim sets besides the figure's defaults, by the controls' labels. */
  #settings(): string {
    const labels = new Map(
      this.#spec.controls.flatMap((control) => ("variable" in control ? [[control.variable, control.label]] : [])),
    );
    return Object.entries(this.#claim.variables ?? {})
      .map(([name, value]) => `${labels.get(name) ?? name} ${typeof value === "number" ? shortNumber(value) : value}`)
      .join(", ");
  }

  #table(): HTMLElement {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    const [say, spec] = [this.#say, this.#spec];
    const names = quantitiesIn(this.#claim.holds).map((quantity) => quantityWords(say, spec, quantity));
    for (const name of [say("seed"), ...names, say("verdict")]) {
      const cell = element("th", "", name);
      cell.setAttribute("scope", "col");
      head.append(cell);
    }
    table.append(this.#rows);
    const wide = element("div", "evidence-table");
    wide.append(table);
    return wide;
  }

  #addRow({ seed, values, holds }: SeedResult): void {
    const row = this.#rows.insertRow();
    const numbers = values.map((value) => (Number.isFinite(value) ? shortNumber(Number(value.toPrecision(3))) : "–"));
    for (const text of [String(seed), ...numbers, this.#say(holds ? "yes" : "no")]) row.append(element("td", "", text));
    row.className = holds ? "" : "fails";
  }

  #press(): void {
    if (this.#abort) this.#abort.abort();
    else void this.#try();
  }

  async #try(): Promise<void> {
    const say = this.#say;
    const done: SeedResult[] = [];
    const abort = new AbortController();
    this.#abort = abort;
    this.#rows.replaceChildren();
    this.#progress.hidden = false;
    this.#progress.value = 0;
    this.#button.textContent = say("stop");
    const running = () => say("running", { seed: claimSeeds[done.length] ?? 0, done: done.length });
    this.#status.textContent = running();
    try {
      await tryClaim(sharedClient(), this.#spec, this.#claim, {
        onProgress: (share) => {
          this.#progress.value = share;
        },
        onSeed: (result) => {
          done.push(result);
          this.#addRow(result);
          this.#status.textContent = running();
        },
        onWaiting: (waiting) => {
          this.#status.textContent = waiting ? say("waiting") : running();
        },
        signal: abort.signal,
      });
      results.set(this.#claim.id, done);
      this.#conclude(done);
    } catch (error) {
      this.#end(
        abort.signal.aborted
          ? say("stopped", { done: done.length })
          : say("failed", { reason: error instanceof Error ? error.message : String(error) }),
      );
    }
  }

  #conclude(all: readonly SeedResult[]): void {
    this.#end(this.#say("result", { held: all.filter(({ holds }) => holds).length }));
  }

  #end(text: string): void {
    this.#abort = null;
    this.#progress.hidden = true;
    this.#status.textContent = text;
    this.#button.textContent = this.#say("again");
  }
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (name === "button") made.setAttribute("type", "button");
  made.textContent = text;
  return made;
}
