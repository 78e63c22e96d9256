// Permuting drawn rows and cutting them into training and validation: how every named set ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "data/dataset.hpp"

namespace livefig {

/// Row i of the result is row order[i] of `all`; the first `train` rows train, the rest validate.
/// `all` holds row_floats inputs per row, and classes or target_width values.
void split_rows(const Split& all, std::span<const std::int32_t> order, std::size_t train, Dataset& dataset);

}  // namespace livefig
