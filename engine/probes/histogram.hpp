// Counting values into equal bins.
#pragma once

#include <array>

#include "kernels/span.hpp"

namespace livefig {

/// Smallest and largest finite value; widened by a half on both sides when they are equal, (0, 1) without any.
std::array<float, 2> range_of(In values);

/// shares[i] = share of the values in bin i of `range`, 0 to 1; what lies outside counts in the end bins, what is not
/// finite not at all.
void histogram(In values, std::array<float, 2> range, Out shares);

}  // namespace livefig
