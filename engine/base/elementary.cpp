// exp, log, sin, cos: the argument reduced, then a polynomial; log1p corrects log.
#include "base/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace livefig::elementary {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// ln 2 and π/2 cut into a part of 33 bits, whose product with a small whole number is exact, and the rest.
constexpr double ln2_high = 0x1.62e42fefp-1;
constexpr double ln2_low = 0x1.473de6af278edp-34;
constexpr double half_pi_high = 0x1.921fb544p+0;
constexpr double half_pi_middle = 0x1.0b4611a6p-34;
constexpr double half_pi_low = 0x1.3198a2e037073p-69;

/// The nearest whole number for |x| < 2^51: added to 1.5·2^52 the fraction has no room left.
double nearest(double x) {
  constexpr double shift = 0x1.8p52;
  return (x + shift) - shift;
}

/// 2^k for −1022 ≤ k ≤ 1023.
double power_of_two(std::int64_t k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// Taylor polynomials on |r| ≤ π/4, cut where the next term is below 1e-17.
double sine_polynomial(double r) {
  const double s = r * r;
  double sum = 1.0 / 355687428096000.0;
  for (const double term : {-1.0 / 1307674368000.0, 1.0 / 6227020800.0, -1.0 / 39916800.0, 1.0 / 362880.0,
                            -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0})
    sum = sum * s + term;
  return r + r * (s * sum);
}

double cosine_polynomial(double r) {
  const double s = r * r;
  double sum = 1.0 / 20922789888000.0;
  for (const double term :
       {-1.0 / 87178291200.0, 1.0 / 479001600.0, -1.0 / 3628800.0, 1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0})
    sum = sum * s + term;
  return 1.0 - (0.5 * s - s * s * sum);
}

/// sin(x + quarter · π/2).
double turned_sine(double x, std::int64_t quarter) {
  if (!(std::fabs(x) <= 1e6)) return not_a_number;
  const double k = nearest(x * 0x1.45f306dc9c883p-1);
  const double r = ((x - k * half_pi_high) - k * half_pi_middle) - k * half_pi_low;
  const std::int64_t turns = (static_cast<std::int64_t>(k) + quarter) & 3;
  const double value = (turns & 1) != 0 ? cosine_polynomial(r) : sine_polynomial(r);
  return (turns & 2) != 0 ? -value : value;
}

}  // namespace

double log(double x) {
  if (!(x > 0)) return x == 0 ? -infinity : not_a_number;
  if (x == infinity) return x;
  std::int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  // x = 2^exponent · m with m in [√½, √2), then log m = 2·artanh((m − 1) / (m + 1)).
  auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<std::int64_t>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 0x1.6a09e667f3bcdp+0) {
    m *= 0.5;
    ++exponent;
  }
  const double f = m - 1;
  const double s = f / (m + 1);
  const double z = s * s;
  double rest = 2.0 / 25;
  for (const double term :
       {2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3})
    rest = rest * z + term;
  // 2s is f − s·f: written so, the large part f is exact.
  const auto k = static_cast<double>(exponent);
  return k * ln2_high + (f - (s * (f - z * rest) - k * ln2_low));
}

double log1p(double x) {
  const double u = 1 + x;
  if (u == 1) return x;
  // What rounding took from u is given back in proportion (W. Kahan's correction).
  const double value = log(u);
  return u - 1 == x || !(u > 0) || u == infinity ? value : value * (x / (u - 1));
}

double exp(double x) {
  if (x != x) return x;
  if (x > 709.782712893384) return infinity;
  if (x < -745.2) return 0;
  const double k = nearest(x * 0x1.71547652b82fep+0);
  const double r = (x - k * ln2_high) - k * ln2_low;
  double sum = 1.0 / 6227020800.0;
  for (const double term : {1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0, 1.0 / 362880.0, 1.0 / 40320.0,
                            1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5})
    sum = sum * r + term;
  const double value = 1.0 + (r + r * r * sum);
  // Two halves, so that neither power leaves the range of doubles.
  const auto whole = static_cast<std::int64_t>(k);
  const std::int64_t half = whole / 2;
  return value * power_of_two(half) * power_of_two(whole - half);
}

double sin(double x) { return turned_sine(x, 0); }
double cos(double x) { return turned_sine(x, 1); }

}  // namespace livefig::elementary
