// The one pass that every optimizer makes: four lanes at a time over parameters, gradients and
/// state.
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
    store4(parameters.data() + i, flush4(p));
    for (std::size_t k = 0; k < Buffers; ++k) store4(state[k] + i, flush4(lanes[k]));
  }
  if (whole == n) return;

  const std::size_t rest = n - whole;
  f32x4 p = load_some(parameters.data() + whole, rest);
  const f32x4 g = load_some(gradients.data() + whole, rest);
  for (std::size_t k = 0; k < Buffers; ++k) lanes[k] = load_some(state[k] + whole, rest);
  update(p, g, lanes);
  store_some(parameters.data() + whole, flush4(p), rest);
  for (std::size_t k = 0; k < Buffers; ++k) store_some(state[k] + whole, flush4(lanes[k]), rest);
}

}  // namespace livefig
