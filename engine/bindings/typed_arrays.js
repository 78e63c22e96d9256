// Copies between wasm's memory and typed arrays (typed_arrays.hpp).
addToLibrary({
  livefig_floats__deps: ["$Emval"],
  livefig_floats: (at, count) => Emval.toHandle(HEAPF32.slice(at >> 2, (at >> 2) + count)),

  livefig_bytes__deps: ["$Emval"],
  livefig_bytes: (at, count) => Emval.toHandle(HEAPU8.slice(at, at + count)),

  livefig_read__deps: ["$Emval"],
  livefig_read: (array, at, bytes) => {
    const { buffer, byteOffset } = Emval.toValue(array);
    HEAPU8.set(new Uint8Array(buffer, byteOffset, bytes), at);
  },

  livefig_write__deps: ["$Emval"],
  livefig_write: (array, at, bytes) => {
    const { buffer, byteOffset } = Emval.toValue(array);
    new Uint8Array(buffer, byteOffset, bytes).set(HEAPU8.subarray(at, at + bytes));
  },
});
