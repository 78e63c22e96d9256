// What Embind's glue brings into every module and ours never needs.
addToLibrary({
  // All types that cross the border are registered; asking the wasm for the name of another would bring in printf.
  $getTypeName__deps: [],
  $getTypeName: (type) => `type ${type}`,
});
