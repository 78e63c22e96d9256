/** The way of the data through the model as the layers of a program, with the sizes that were stated held against it. */
import type { LayerProgram } from "../../engine/program.js";
import { type Shape, shapeBehind } from "../../figure/shapes.js";
import { parametersOf } from "./modules.js";
import type { Places } from "./places.js";
import { ReadError } from "./problem.js";
import type { FlowItem, Layer } from "./torch_values.js";
import type { Num } from "./values.js";

const product = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** What of a row's shape a constructor states, and what that is called. */
function expected(layer: Layer, shape: Shape): { value: number; what: string } {
  if (layer.type === "Linear")
    return { value: shape[shape.length - 1], what: shape.length > 1 ? "values in the last dimension" : "values" };
  return { value: shape[0], what: shape.length > 1 ? "channels" : "values" };
}

export class ModelReader {
  readonly #places: Places;
  readonly #used = new Set<Layer>();

  constructor(places: Places) {
    this.#places = places;
  }

  /** Every layer that stands in the model. */
  get used(): ReadonlySet<Layer> {
    return this.#used;
  }

  layers(items: readonly FlowItem[], shape: Shape, path: string): LayerProgram[] {
    const found: LayerProgram[] = [];
    let row = shape;
    for (const item of items) {
      const place = `${path}[${found.length}]`;
      if (item.kind === "residual") {
        this.#places.put(place, item.at);
        const block = this.layers(item.items, row, `${place}.block`);
        const scale = item.scale?.v ?? 1;
        if (item.scale?.at) this.#places.number(`${place}.scale`, item.scale.at);
        found.push({ type: "Residual", ...(scale === 1 ? {} : { scale }), block });
        continue;
      }
      found.push(this.#layer(item.layer, row, place));
      row = shapeBehind(found.at(-1)!, row);
    }
    return found;
  }

  #layer(layer: Layer, row: Shape, place: string): LayerProgram {
    if (this.#used.has(layer) && parametersOf(layer).length > 0)
      throw new ReadError(
        layer.at,
        `this \`nn.${layer.type}\` stands in the model more than once; here every layer has weights of its own`,
      );
    this.#used.add(layer);
    this.#places.put(place, layer.at);
    for (const [name, at] of layer.numbers) this.#places.number(`${place}.${name}`, at);
    const program: LayerProgram = { type: layer.type, ...layer.fields };
    for (const { name, value } of layer.sizes) {
      if (value.t === "list" || layer.type === "LayerNorm") {
        const sizes = (value.t === "list" ? value.items : [value]).map((one) => (one as Num).v);
        if (JSON.stringify(sizes) !== JSON.stringify(row)) program[name] = sizes;
        else if (value.t === "num" && value.at) this.#places.size(`${place}.${name}`, value.at, sizes[0]);
        continue;
      }
      const { value: wanted, what } = expected(layer, row);
      if (value.t === "num" && value.at) this.#places.size(`${place}.${name}`, value.at, wanted);
      if (value.v !== wanted) {
        const flat =
          layer.type === "Linear" && row.length > 1 && value.v === product(row) ? "; put `nn.Flatten()` before it" : "";
        throw new ReadError(
          value.at ?? layer.at,
          `\`nn.${layer.type}\` takes ${value.v} ${what} here, but ${wanted} arrive${flat}`,
        );
      }
    }
    this.#initialized(layer, program);
    const own = parametersOf(layer);
    const frozen = own.filter(({ name }) => layer.frozen.has(name));
    if (frozen.length > 0 && frozen.length < own.length)
      throw new ReadError(layer.at, "a layer is frozen as a whole in this lesson, weight and bias");
    if (frozen.length > 0) program.requires_grad = false;
    return program;
  }

  #initialized(layer: Layer, program: LayerProgram): void {
    const init = Object.fromEntries(Object.entries(layer.init).filter(([, value]) => value !== undefined));
    if (Object.keys(init).length > 0) program.init = init;
  }
}
