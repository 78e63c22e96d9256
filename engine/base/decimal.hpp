// A positive number written out in decimal, exactly: between the text of a number and a double, both ways.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace livefig {

/// 0.d₁d₂d₃… · 10^point, without zeros at either end; no digits at all are zero.
///
/// Instead of strtod and printf: those compute with 128-bit long doubles, which together weighs a tenth of the wasm.
class Decimal {
 public:
  /// Exactly value, which must be finite and not negative.
  explicit Decimal(double value);
  /// Digits with at most one point and perhaps an exponent, as JSON writes numbers, without a sign.
  explicit Decimal(std::string_view text);

  /// The nearest double, of two equally near the even one; infinity above the largest.
  double value() const;
  /// The nearest decimal of at most that many digits, of two equally near the one with an even last digit.
  Decimal rounded(std::size_t count) const;

  const std::string& digits() const { return digits_; }
  int point() const { return point_; }

 private:
  void scale(int power);  // by 2^power
  void twice(int times);
  void halve(int times);
  void trim();
  bool rounds_up(std::size_t count) const;

  std::string digits_;
  int point_ = 0;
};

}  // namespace livefig
