// Emscripten's minimal runtime would compile Module.wasm and tell nobody when that fails: here the caller instantiates.
var WebAssembly = {
  instantiate: (_, imports) => ({
    then: (receive) => Module['instantiateWasm'](imports, (instance) => receive({ instance })),
  }),
};
