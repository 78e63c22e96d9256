// Emscripten's minimal runtime would compile Module.wasm and tell nobody when that fails: here the caller instantiates
// (web/engine/instantiate.ts).
// biome-ignore-all lint/suspicious/noThenProperty: the runtime calls then() and nothing else
// biome-ignore-all lint/correctness/noUnusedVariables: the runtime's code stands behind this one, in one function
var WebAssembly = {
  __proto__: globalThis.WebAssembly,
  instantiate: (_, imports) => ({
    then: (receive) => Module["instantiateWasm"](imports, (instance) => receive({ instance })),
  }),
};
