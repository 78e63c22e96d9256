// The sizes of an array, without its numbers: "(64, 10)".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace livefig {

/// Outermost dimension first, row-major. In layers a shape is that of one row, without the batch dimension.
using Shape = std::vector<std::size_t>;

/// Number of elements; 1 for an empty shape.
std::size_t count(const Shape& shape);

/// As count(), but in 64 bits and saturating, for sizes nobody has checked yet.
std::uint64_t checked_count(const Shape& shape);

/// a·b and a+b that stick at the largest number instead of wrapping.
std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b);
std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b);

/// "(64, 10)", as Python writes a tuple: "(64,)".
std::string to_string(const Shape& shape);

}  // namespace livefig
