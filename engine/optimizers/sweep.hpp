// The one pass that every optimizer makes: four lanes at a time over parameters, gradients and
// state.
#pragma once

#include <array>
#include <cstddef>

#include "kernels/lanes.hpp"
#include "kernels/span.hpp"

namespace livefig {

/// Calls update(p, g, s) for every four elements; it changes the parameters p and the state s[k] in
/// place. All arrays are as long as `parameters`. The last one to three go through padded copies,
/// by the same arithmetic.
template <std::size_t Buffers, class Update>
void sweep(Out parameters, In gradients, const std::array<float*, Buffers>& state, Update update) {
  const std::size_t n = parameters.size();
  const std::size_t whole = n - n % 4;
  std::array<f32x4, Buffers> lanes;
  for (std::size_t i = 0; i < whole; i += 4) {
    f32x4 p = load4(parameters.data() + i);
    const f32x4 g = load4(gradients.data() + i);
    for (std::size_t k = 0; k < Buffers; ++k) lanes[k] = load4(state[k] + i);
    update(p, g, lanes);
    store4(parameters.data() + i, flush(p));
    for (std::size_t k = 0; k < Buffers; ++k) store4(state[k] + i, flush(lanes[k]));
  }
  if (whole == n) return;

  const auto padded = [&](const float* from) {
    std::array<float, 4> copy{};
    for (std::size_t i = whole; i < n; ++i) copy[i - whole] = from[i];
    return load4(copy.data());
  };
  const auto write = [&](float* to, f32x4 value) {
    std::array<float, 4> copy;
    store4(copy.data(), flush(value));
    for (std::size_t i = whole; i < n; ++i) to[i] = copy[i - whole];
  };
  f32x4 p = padded(parameters.data());
  const f32x4 g = padded(gradients.data());
  for (std::size_t k = 0; k < Buffers; ++k) lanes[k] = padded(state[k]);
  update(p, g, lanes);
  write(parameters.data(), p);
  for (std::size_t k = 0; k < Buffers; ++k) write(state[k], lanes[k]);
}

}  // namespace livefig
