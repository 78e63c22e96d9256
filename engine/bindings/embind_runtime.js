// Embind's half in JavaScript, for what crosses our border: numbers, text and JavaScript values.
//
// Nothing is overloaded, optional or a class, and a type is registered before the functions that have it: a tenth of
// Embind's own code does. What is not redefined here is Embind's; a type that is missing is told when the module starts.
const converters = {
  $registerType__deps: ["$registeredTypes"],
  $registerType: (type, converter) => {
    registeredTypes[type] = converter;
  },

  // All types that cross are registered; asking the wasm for the name of another would bring in printf.
  $getTypeName__deps: [],
  $getTypeName: (type) => `type ${type}`,

  // Text is UTF-8 behind its length.
  _embind_register_std_string__deps: ["$readPointer", "$registerType", "$throwBindingError", "malloc", "free"],
  _embind_register_std_string: (type) =>
    registerType(type, {
      fromWireType(at) {
        const text = new TextDecoder().decode(HEAPU8.subarray(at + 4, at + 4 + HEAPU32[at >> 2]));
        _free(at);
        return text;
      },
      toWireType(destructors, text) {
        if (typeof text !== "string") throwBindingError("Cannot pass non-string to std::string");
        const bytes = new TextEncoder().encode(text);
        const at = _malloc(4 + bytes.length);
        HEAPU32[at >> 2] = bytes.length;
        HEAPU8.set(bytes, at + 4);
        destructors.push(_free, at);
        return at;
      },
      readValueFromPointer: readPointer,
    }),
};

const functions = {
  _embind_register_function__deps: [
    "$heap32VectorToArray",
    "$readLatin1String",
    "$requireRegisteredType",
    "$runDestructors",
    "$wasmTable",
  ],
  _embind_register_function: (name, count, types, _signature, invoker, call) => {
    name = readLatin1String(name);
    const parameters = heap32VectorToArray(count, types).map((type) => requireRegisteredType(type, name));
    const answer = parameters.shift();
    const invoke = wasmTable.get(invoker);
    Module[name] = (...values) => {
      const destructors = [];
      const wired = parameters.map((type, i) => type.toWireType(destructors, values[i]));
      const result = invoke(call, ...wired);
      runDestructors(destructors);
      return answer.fromWireType(result);
    };
  },

  // A trap like any other (web/engine/border.ts).
  _abort_js: () => {
    throw new globalThis.WebAssembly.RuntimeError("aborted");
  },
};

// What writes livefig.d.ts is all Embind's own, and no modularized program; it asks for integers, which we never register.
if (MODULARIZE) addToLibrary({ ...converters, ...functions });
else extraLibraryFuncs.push("$IntegerType");
