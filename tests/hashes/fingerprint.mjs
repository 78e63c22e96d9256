/** A hash of numbers that every build can compare: FNV-1a over their bits. tests/native/fingerprint.hpp is its twin. */

const canonicalNaN = 0x7fc00000;

/** 64 bits as two halves: the prime is 2⁴⁰ + 0x1b3, so no product leaves the integers that a double holds. */
export class Fingerprint {
  #high = 0xcbf29ce4;
  #low = 0x84222325;

  /** @param {ArrayLike<number>} values floats, or doubles that are floats */
  add(values) {
    const floats = Float32Array.from(values);
    const words = new Uint32Array(floats.buffer);
    for (let i = 0; i < floats.length; i++) {
      // Which NaN it is differs between machines, and says nothing.
      const bits = Number.isNaN(floats[i]) ? canonicalNaN : words[i];
      for (let shift = 0; shift < 32; shift += 8) this.#addByte((bits >>> shift) & 0xff);
    }
    return this;
  }

  /** Sixteen hexadecimal digits. */
  text() {
    return [this.#high, this.#low].map((half) => half.toString(16).padStart(8, "0")).join("");
  }

  #addByte(byte) {
    const mixed = (this.#low ^ byte) >>> 0;
    const product = mixed * 0x1b3;
    const carry = Math.floor(product / 2 ** 32);
    this.#high = (this.#high * 0x1b3 + carry + mixed * 0x100) % 2 ** 32;
    this.#low = product % 2 ** 32;
  }
}
