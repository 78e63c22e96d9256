/** All synthetic states: what the views are tried on. */
export * from "./adam.js";
export * from "./batch_norm.js";
export * from "./depth.js";
export * from "./dropout.js";
export * from "./hidden_layer.js";
export * from "./l2.js";
export * from "./state.js";
export * from "./tabular.js";
export * from "./thousand_layers.js";
