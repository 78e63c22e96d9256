// Logarithm, exponential, sine and cosine in double precision: the same bits natively and in WebAssembly,
// which the platform's own functions do not promise. Four floats at a time: kernels/exponential.hpp and others.
#pragma once

namespace livefig::elementary {

// Each is called, never copied into its callers: a linker that sees all would repeat it in every turn of a loop.

/// Error below 2 ulp; log(0) = -inf, log of a negative number is NaN.
[[gnu::noinline]] double log(double x);
/// log(1 + x), accurate near 0.
[[gnu::noinline]] double log1p(double x);
/// Error below 2 ulp; 0 below -745, inf above 709.8.
[[gnu::noinline]] double exp(double x);
/// |x| up to 1e6, error below 1e-15 absolute plus 1 ulp.
[[gnu::noinline]] double sin(double x);
[[gnu::noinline]] double cos(double x);

}  // namespace livefig::elementary
