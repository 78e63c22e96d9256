// The error function, its inverse, and the draw through it.
#include "layers/truncated_normal.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

#include "base/elementary.hpp"

namespace livefig {
namespace {

constexpr double two_over_root_pi = 0x1.20dd750429b6dp+0;

/// erf x = 2/√π · e^(−x²) · Σ 2^n x^(2n+1) / (1·3·…·(2n+1)): all terms have one sign, so nothing cancels.
double erf(double x) {
  if (std::fabs(x) > 6) return x < 0 ? -1 : 1;
  double term = x, sum = x;
  for (int n = 1; std::fabs(term) > 1e-17 * std::fabs(sum); ++n) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return two_over_root_pi * elementary::exp(-x * x) * sum;
}

double polynomial(double w, std::initializer_list<double> coefficients) {
  double sum = 0;
  for (const double coefficient : coefficients) sum = sum * w + coefficient;
  return sum;
}

/// M. Giles, "Approximating the erfinv function" (2010), single precision, and one step of Newton's.
double inverse_erf(double y) {
  if (!(std::fabs(y) < 1)) return std::copysign(std::numeric_limits<double>::infinity(), y);
  double w = -elementary::log((1 - y) * (1 + y));
  const double factor =
      w < 5 ? polynomial(w - 2.5, {2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
                                   -0.00125372503, -0.00417768164, 0.246640727, 1.50140941})
            : polynomial(std::sqrt(w) - 3, {-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844,
                                            0.00573950773, -0.0076224613, 0.00943887047, 1.00167406, 2.83297682});
  const double x = factor * y;
  return x - (erf(x) - y) / (two_over_root_pi * elementary::exp(-x * x));
}

/// 2Φ(x) − 1, Φ as torch computes it.
double scaled_distribution(double x) { return 2 * ((1 + erf(x / std::sqrt(2.0))) / 2) - 1; }

}  // namespace

void draw_truncated_normal(Out values, double mean, double std, double a, double b, Generator& generator) {
  const auto low = static_cast<float>(scaled_distribution((a - mean) / std));
  const auto high = static_cast<float>(scaled_distribution((b - mean) / std));
  generator.uniform(values, low, high);
  const auto factor = static_cast<float>(std * std::sqrt(2.0));
  const auto least = static_cast<float>(a), most = static_cast<float>(b);
  for (float& value : values) {
    const float drawn = static_cast<float>(inverse_erf(static_cast<double>(value))) * factor + static_cast<float>(mean);
    value = drawn < least ? least : drawn > most ? most : drawn;
  }
}

}  // namespace livefig
