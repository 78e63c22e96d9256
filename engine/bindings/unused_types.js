// What Embind's glue brings into every module and ours never needs.
addToLibrary({
  // No wide strings cross the border.
  _embind_register_std_wstring__deps: [],
  _embind_register_std_wstring: () => {},
  // All types that cross it are registered; asking the wasm for the name of another would bring in printf.
  $getTypeName__deps: [],
  $getTypeName: (type) => `type ${type}`,
});
