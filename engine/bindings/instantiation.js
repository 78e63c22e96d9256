// Emscripten's minimal runtime would compile Module.wasm and tell nobody when that fails: here the caller instantiates.

// biome-ignore lint/correctness/noUnusedVariables: the script that this stands in sees it in place of the global.
var WebAssembly = {
  instantiate: (_, imports) => ({
    // biome-ignore lint/suspicious/noThenProperty: an error thrown while it starts goes to the caller, as from a call.
    then: (receive) => Module.instantiateWasm(imports, (instance) => receive({ instance })),
  }),
};
