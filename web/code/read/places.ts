/** Where in the text the parts of the program are stated: for the engine's errors, and for sliders that move numbers. */
import type { Span } from "./problem.js";

export class Places {
  /** "model[2]", "optimizer", …: what made it. */
  readonly parts = new Map<string, Span>();
  /** "model[2].p", "seed", …: every place of a number, if it stands in the text as such. */
  readonly numbers = new Map<string, Span[]>();
  /** Sizes of the input that constructors state: "model[3].in_features", with what arrives there. */
  readonly sizes = new Map<string, { at: Span; value: number }>();

  put(path: string, at: Span): void {
    this.parts.set(path, at);
  }

  number(path: string, at: Span): void {
    this.numbers.set(path, [...(this.numbers.get(path) ?? []), at]);
  }

  size(path: string, at: Span, value: number): void {
    this.sizes.set(path, { at, value });
  }

  /** Another script's places below `prefix`; a number that both share keeps its name. */
  take({ parts, numbers, sizes }: Places, prefix: string, shared: string | undefined): void {
    for (const [path, at] of parts) this.put(prefix + path, at);
    for (const [path, spans] of numbers)
      for (const at of spans) this.number(path === shared ? path : prefix + path, at);
    for (const [path, { at, value }] of sizes) this.size(prefix + path, at, value);
  }

  /** The nearest place to a field that the engine names: "model[2].p" → its number, its layer, … */
  find(where: string): Span | undefined {
    for (let path = where; path !== ""; path = path.replace(/(\.[^.[]*|\[\d+\]|^[^.[]*)$/, "")) {
      const found = this.numbers.get(path)?.[0] ?? this.parts.get(path);
      if (found) return found;
    }
    return undefined;
  }
}
