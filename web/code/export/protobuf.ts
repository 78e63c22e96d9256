/** Protocol buffers on the wire, as far as ONNX needs them: a message is its fields, one after the other. */

/** A field of a message with its number in front, ready to be put beside others. */
export type Field = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const LENGTH = 2;
const FOUR_BYTES = 5;

/** Seven bits a byte, the lowest first; a negative number as its two's complement in 64 bits. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return bytes;
}

const tag = (number: number, type: number): number[] => varint((number << 3) | type);

function joined(parts: readonly (Uint8Array | number[])[]): Field {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** int32, int64, an enum. */
export const integer = (number: number, value: number): Field =>
  Uint8Array.from([...tag(number, VARINT), ...varint(value)]);

export const integers = (number: number, values: readonly number[]): Field =>
  joined(values.map((value) => integer(number, value)));

export const float = (number: number, value: number): Field =>
  joined([tag(number, FOUR_BYTES), new Uint8Array(Float32Array.of(value).buffer)]);

export const bytes = (number: number, value: Uint8Array): Field =>
  joined([tag(number, LENGTH), varint(value.length), value]);

export const text = (number: number, value: string): Field => bytes(number, new TextEncoder().encode(value));

/** A message inside a message. */
export const message = (number: number, fields: readonly Field[]): Field => bytes(number, joined(fields));

/** The outermost message: a file. */
export const file = (fields: readonly Field[]): Uint8Array<ArrayBuffer> => joined(fields);
