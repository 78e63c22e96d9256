// The engine's spans seen through xtensor, where code is clearer with whole-array expressions than with loops.
//
// Views never own: they are valid as long as the span's memory. `auto` must not hold an expression over them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <xtensor/xadapt.hpp>
#include <xtensor/xtensor.hpp>

namespace livefig {

/// An array of N dimensions that owns its numbers.
template <std::size_t N>
using Tensor = xt::xtensor<float, N>;

/// A span as an array of that shape, row-major; span.size() must be the product of the shape.
template <std::size_t N>
auto view(std::span<const float> values, const std::array<std::size_t, N>& shape) {
  return xt::adapt(values.data(), values.size(), xt::no_ownership(), shape);
}
template <std::size_t N>
auto view(std::span<float> values, const std::array<std::size_t, N>& shape) {
  return xt::adapt(values.data(), values.size(), xt::no_ownership(), shape);
}

}  // namespace livefig
