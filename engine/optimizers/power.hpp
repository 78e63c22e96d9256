// Whole powers without the platform's pow, which differs from machine to machine.
#pragma once

#include <cstdint>

namespace livefig {

/// base^exponent by repeated squaring.
inline double power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent != 0; exponent /= 2, base *= base)
    if (exponent % 2 != 0) result *= base;
  return result;
}

}  // namespace livefig
