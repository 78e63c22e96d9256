/** Bytes on the wire, against the examples of the format's own description (protobuf.dev, "Encoding"). */
import { expect, test } from "vitest";
import { bytes, file, float, integer, integers, message, text } from "../../../../web/code/export/protobuf.js";

const hex = (field: Uint8Array) => [...field].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

test("numbers, texts and messages", () => {
  expect(hex(integer(1, 150))).toBe("08 96 01");
  expect(hex(text(2, "testing"))).toBe("12 07 74 65 73 74 69 6e 67");
  expect(hex(message(3, [integer(1, 150)]))).toBe("1a 03 08 96 01");
  expect(hex(integer(1, -2))).toBe("08 fe ff ff ff ff ff ff ff ff 01");
  expect(hex(integer(20, 7))).toBe("a0 01 07");
  expect(hex(integer(1, 2 ** 40))).toBe("08 80 80 80 80 80 20");
  expect(hex(float(2, 0.5))).toBe("15 00 00 00 3f");
  expect(hex(integers(8, [1, 2]))).toBe("40 01 40 02");
  expect(hex(integers(8, []))).toBe("");
  expect(hex(file([bytes(9, Uint8Array.of(1, 2)), integer(1, 0)]))).toBe("4a 02 01 02 08 00");
});
