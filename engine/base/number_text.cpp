// Prints a double with as many digits as reading it back needs.
#include "base/number_text.hpp"

#include <cmath>
#include <cstdlib>

#include "base/decimal.hpp"

namespace livefig {
namespace {

/// As printf's %g lays numbers out: plain between 0.0001 and 10^places, else with an exponent of two digits or more.
std::string laid_out(const Decimal& decimal, int places) {
  std::string text = decimal.digits();
  const int point = decimal.point();
  const int size = static_cast<int>(text.size());
  if (text.empty()) return "0";
  if (point > places || point < -3) {
    const int exponent = point - 1;
    if (size > 1) text.insert(1, ".");
    text += exponent < 0 ? "e-" : "e+";
    if (std::abs(exponent) < 10) text += '0';
    return text + number_text(std::abs(exponent));
  }
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + text;
  if (point < size) return text.insert(static_cast<std::size_t>(point), ".");
  return text + std::string(static_cast<std::size_t>(point - size), '0');
}

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double size = std::fabs(value);
  if (std::isinf(size)) return sign + "inf";
  const Decimal exact(size);
  for (int places = 15;; ++places) {
    const Decimal near = exact.rounded(static_cast<std::size_t>(places));
    if (near.value() == size) return sign + laid_out(near, places);
  }
}

std::string number_text(std::uint64_t value) {
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + value % 10));
    value /= 10;
  } while (value > 0);
  return text;
}

std::string number_text(std::int64_t value) {
  if (value >= 0) return number_text(static_cast<std::uint64_t>(value));
  return "-" + number_text(std::uint64_t{0} - static_cast<std::uint64_t>(value));
}

std::string megabytes(std::uint64_t bytes) {
  constexpr std::uint64_t mega = 1 << 20;
  return number_text(bytes / mega + (bytes % mega != 0)) + " MB";
}

}  // namespace livefig
