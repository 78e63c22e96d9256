// Solves symmetric positive definite systems: a blocked Cholesky factor on top of the matmul
/// kernel.
#pragma once

#include <cstddef>

#include "kernels/span.hpp"

namespace livefig {

/// Factors a (n, n) = L·Lᵀ in place: L in the lower triangle, what lies above is left as it was and
/// never read. False when a is not positive definite to float precision (NaN included); a is spoilt
/// then.
bool cholesky_factor(Out a, std::size_t n);

/// Overwrites b (n, columns) with the x of L·Lᵀ·x = b, for the factor that cholesky_factor left in
/// a.
void cholesky_solve(In a, std::size_t n, Out b, std::size_t columns);

}  // namespace livefig
