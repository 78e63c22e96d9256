// Sums over spans in one fixed order, and the check for NaN and infinity.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// Summed in four float lanes per block of 1,024 values, the blocks in double.
double sum(In x);
/// Σ x².
double squared_norm(In x);
/// Σ x·y; same length.
double dot(In x, In y);
bool all_finite(In x);

/// out (columns) = sums of x (rows,columns) over rows.
void column_sums(In x, std::size_t columns, Write write, Out out);

}  // namespace livefig
