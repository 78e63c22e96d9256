// Copies of typed arrays in one call each; their JavaScript is typed_arrays.js.
#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>

extern "C" {

/// A new Float32Array or Uint8Array.
emscripten::EM_VAL livefig_floats(const float* values, std::size_t count);
emscripten::EM_VAL livefig_bytes(const std::uint8_t* bytes, std::size_t count);

/// The first bytes of a typed array of any kind. What holds fewer throws in JavaScript: ask its length before.
void livefig_read(emscripten::EM_VAL array, void* to, std::size_t bytes);
void livefig_write(emscripten::EM_VAL array, const void* from, std::size_t bytes);
}
