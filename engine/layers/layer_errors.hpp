// The sentences by which layers refuse an input, and the sizes above which nothing is even planned.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "tensor/shape.hpp"

namespace livefig {

/// Arena key of the scratch that one kernel call at a time uses.
inline constexpr int kernel_scratch = -1;

/// Floats that one layer may have in its output for one row, or in its parameters: 2^28, a gibibyte.
inline constexpr std::uint64_t largest_layer = std::uint64_t{1} << 28;

/// "[model[2]] BatchNorm1d expected (features,) or (channels, length), got (1, 8, 8)"
Error wrong_input(const std::string& where, std::string_view type, std::string_view expected, const Shape& got);
/// "[model[3]] expected 3 input channels, got 1"
Error wrong_count(const std::string& where, std::string_view what, std::size_t expected, std::size_t got);
/// TooLarge at `where` when a row's output or the `other` size is above largest_layer.
Status check_size(const std::string& where, const Shape& output, std::uint64_t other);

}  // namespace livefig
