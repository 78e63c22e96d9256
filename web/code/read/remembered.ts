/** The way of a row of data through a model, remembered from one training step to the next where the same must come out. */
import type { Flow, Tensor } from "./torch_values.js";
import { type Host, is, type Value } from "./values.js";

/** What a `forward` may call and still be the same the next time: nothing here has an effect or draws numbers. */
const pure =
  /^(super|range|len|zip|enumerate|reversed|isinstance|int|float|min|max|torch\.(relu|tanh|sigmoid|flatten)|F\.\w+|relu|tanh|sigmoid|flatten|view|reshape|size|modules|children)$/;
/** What a training loop calls, and models stay as they were. */
const harmless =
  /^(print|step|zero_grad|backward|item|split|clip_grad_norm_|nn\.utils\.clip_grad_norm_|parameters|get_last_lr|sum|mean|square|argmax|float|get|round|torch\.\w+)$/;

/** Whatever could make a model's next call another one than its last is counted here; both counters only grow. */
export class Remembered {
  #ways = new Map<Value, { way: Flow; changes: number }>();
  #changes = 0;
  #effects = 0;

  /** A model may have changed: an attribute or an item was set, a list grew, a function got another name. */
  changed(): void {
    this.#changes++;
  }

  /** A function of Python's or PyTorch's is called. */
  called({ name }: Host): void {
    if (pure.test(name)) return;
    this.#effects++;
    if (!harmless.test(name)) this.#changes++;
  }

  /** A name was found outside of the function that asks: what is no module, function or class may differ next time. */
  found(value: Value): void {
    if (!lasting(value)) this.#effects++;
  }

  /** A name of the script's outermost level has a new value. */
  named(value: Value): void {
    if (lasting(value)) this.#changes++;
  }

  /** What `call` answers, or what it answered last time, with this input. */
  through(module: Value, input: Tensor, call: () => Value): Value {
    const known = this.#ways.get(module);
    if (known?.changes === this.#changes) return { ...known.way, root: input };
    const [changes, effects] = [this.#changes, this.#effects];
    const way = call();
    if (is(way, "flow") && way.root === input && changes === this.#changes && effects === this.#effects)
      this.#ways.set(module, { way, changes });
    return way;
  }
}

const lasting = (value: Value): boolean =>
  typeof value === "object" &&
  value !== null &&
  ["space", "class", "function", "host", "layer", "sequence", "instance", "token"].includes(value.t);
