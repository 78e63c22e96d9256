// Matrix products of row-major matrices, register-blocked for 128-bit lanes.
//
// Every element of the result is one sum over k in ascending order, so a row's result does not depend on
// how many other rows are multiplied with it.
#pragma once

#include "kernels/span.hpp"

namespace livefig {

/// Floats of scratch that matmul_nn and matmul_nt need.
std::size_t matmul_scratch(std::size_t k);
/// The same of matmul_tn.
std::size_t matmul_tn_scratch(std::size_t m, std::size_t k);

/// c (m,n) = a (m,k) · b (k,n). k = 0 gives zeros. Spans must not overlap.
void matmul_nn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch);
/// c (m,n) = a (m,k) · bᵀ, b is (n,k).
void matmul_nt(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch);
/// The same with start (n), a bias, added to every row; it is where each sum begins.
void matmul_nt_from(In start, In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch);
/// c (m,n) = aᵀ · b (k,n), a is (k,m).
void matmul_tn(In a, In b, Out c, std::size_t m, std::size_t k, std::size_t n, Write write, Out scratch);

}  // namespace livefig
