/** An ONNX model put together node by node. Field numbers are those of onnx.proto, opset 17 (ONNX 1.12). */
import { bytes, type Field, file, float, integer, integers, message, text } from "./protobuf.js";

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1; // TensorProto.DataType

/** What a node is told besides its inputs: numbers with a fraction as `{ float }`, all others are whole. */
export type Attributes = Readonly<Record<string, number | readonly number[] | { float: number }>>;

export class OnnxGraph {
  readonly #nodes: Field[] = [];
  readonly #constants: Field[] = [];
  readonly #names = new Set<string>();

  /** A node; answers the name of its output, `wanted` or one after the layer at `path` that it stands for. */
  node(
    operator: string,
    path: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    wanted = `${path}/${operator}`,
  ): string {
    const name = this.#free(wanted);
    this.#nodes.push(
      message(1, [
        ...inputs.map((input) => text(1, input)),
        text(2, name),
        text(3, name),
        text(4, operator),
        ...Object.entries(attributes).map(([key, value]) => message(5, attribute(key, value))),
      ]),
    );
    return name;
  }

  /** An array of numbers, row-major; answers its name. */
  constant(wanted: string, shape: readonly number[], values: ArrayLike<number>): string {
    const name = this.#free(wanted);
    const raw = new Uint8Array(4 * values.length);
    const view = new DataView(raw.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
    this.#constants.push(message(5, [integers(1, shape), integer(2, FLOAT), text(8, name), bytes(9, raw)]));
    return name;
  }

  /** One number. */
  number(path: string, value: number): string {
    return this.constant(`${path}/number`, [], [value]);
  }

  /** The whole model, of one input and one output with any number of rows. */
  model(name: string, input: Port, output: Port): Uint8Array<ArrayBuffer> {
    const graph = [...this.#nodes, text(2, name), ...this.#constants, port(11, input), port(12, output)];
    return file([integer(1, IR_VERSION), text(2, "livefig"), message(7, graph), message(8, [integer(2, OPSET)])]);
  }

  #free(name: string): string {
    let free = name;
    for (let times = 2; this.#names.has(free); times++) free = `${name} ${times}`;
    this.#names.add(free);
    return free;
  }
}

/** A tensor that goes in or comes out; `shape` is one row's. */
export interface Port {
  name: string;
  shape: readonly number[];
}

function port(number: number, { name, shape }: Port): Field {
  const sizes = [message(1, [text(2, "rows")]), ...shape.map((size) => message(1, [integer(1, size)]))];
  const tensor = message(1, [integer(1, FLOAT), message(2, sizes)]);
  return message(number, [text(1, name), message(2, [tensor])]);
}

/** With AttributeProto.AttributeType in field 20. */
function attribute(name: string, value: Attributes[string]): Field[] {
  if (typeof value === "number") return [text(1, name), integer(3, value), integer(20, 2)];
  if ("float" in value) return [text(1, name), float(2, value.float), integer(20, 1)];
  return [text(1, name), integers(8, value), integer(20, 7)];
}
