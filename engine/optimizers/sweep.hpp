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
  std::array<f32x4, Buffers> lanes;
  for_groups(parameters.size(), [&](std::size_t i, std::size_t some) {
    f32x4 p = load_some(parameters.data() + i, some);
    const f32x4 g = load_some(gradients.data() + i, some);
#pragma clang loop unroll(full)
    for (std::size_t k = 0; k < Buffers; ++k) lanes[k] = load_some(state[k] + i, some);
    update(p, g, lanes);
    store_some(parameters.data() + i, flush4(p), some);
#pragma clang loop unroll(full)
    for (std::size_t k = 0; k < Buffers; ++k) store_some(state[k] + i, flush4(lanes[k]), some);
  });
}

}  // namespace livefig
