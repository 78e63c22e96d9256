// A random orthogonal matrix: Q of a QR decomposition.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/span.hpp"

namespace livefig {

/// Multiplications above which orthonormalize() would be a wait: about a second.
inline constexpr std::uint64_t most_orthogonal_work = std::uint64_t{1} << 29;

/// matrix (rows, columns) becomes gain·Q, where its QR decomposition (that of its transpose, when it has more columns
/// than rows) is made unique by a positive diagonal of R (Mezzadri 2007, math-ph/0609050).
void orthonormalize(Out matrix, std::size_t rows, float gain);

}  // namespace livefig
