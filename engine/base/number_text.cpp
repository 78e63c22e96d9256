// Prints a double with as many digits as reading it back needs.
#include "base/number_text.hpp"

#include <cmath>
#include <cstdlib>

#include "base/decimal.hpp"
#include "base/text.hpp"

namespace livefig {
namespace {

/// As printf's %g lays numbers out: plain between 0.0001 and 10^places, else with an exponent of two digits or more.
std::string laid_out(std::string_view sign, const Decimal& decimal, int places) {
  constexpr std::string_view zeros = "00000000000000000";
  const std::string_view digits = decimal.digits();
  const int point = decimal.point();
  if (digits.empty()) return joined({sign, "0"});
  if (point > places || point < -3) {
    const int exponent = point - 1;
    return joined({sign, digits.substr(0, 1), digits.size() > 1 ? "." : "", digits.substr(1),
                   exponent < 0 ? "e-" : "e+", std::abs(exponent) < 10 ? "0" : "", std::abs(exponent)});
  }
  if (point <= 0) return joined({sign, "0.", zeros.substr(0, static_cast<std::size_t>(-point)), digits});
  const auto whole = static_cast<std::size_t>(point);
  if (whole < digits.size()) return joined({sign, digits.substr(0, whole), ".", digits.substr(whole)});
  return joined({sign, digits, zeros.substr(0, whole - digits.size())});
}

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  const std::string_view sign = std::signbit(value) ? "-" : "";
  const double size = std::fabs(value);
  if (std::isinf(size)) return joined({sign, "inf"});
  const Decimal exact(size);
  for (int places = 15;; ++places) {
    const Decimal near = exact.rounded(static_cast<std::size_t>(places));
    if (near.value() == size) return laid_out(sign, near, places);
  }
}

std::string number_text(std::uint64_t value) {
  char digits[20];
  std::size_t at = sizeof digits;
  do {
    digits[--at] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value > 0);
  return {digits + at, sizeof digits - at};
}

std::string number_text(std::int64_t value) {
  if (value >= 0) return number_text(static_cast<std::uint64_t>(value));
  return joined({"-", std::uint64_t{0} - static_cast<std::uint64_t>(value)});
}

std::string megabytes(std::uint64_t bytes) {
  constexpr std::uint64_t mega = 1 << 20;
  return joined({bytes / mega + (bytes % mega != 0), " MB"});
}

}  // namespace livefig
