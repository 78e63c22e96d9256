// Copying rows in another order: into a batch, and into training and validation, which is how every named set ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "data/dataset.hpp"

namespace livefig {

/// Copies row order[i] of `from`, which has rows, to row i: its inputs, and its class or values.
void copy_rows(const Split& from, std::span<const std::int32_t> order, std::span<float> inputs,
               std::span<std::int32_t> classes, std::span<float> values);

/// Row i of the result is row order[i] of `all`; the first `train` rows train, the rest validate.
/// `all` holds row_floats inputs per row, and classes or target_width values.
void split_rows(const Split& all, std::span<const std::int32_t> order, std::size_t train, Dataset& dataset);

}  // namespace livefig
