// Which values a number may have, and the sentence for one that lies outside.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace livefig {

/// An interval of doubles; either end may be open. Every value must also fit into a 32-bit float. What the functions
/// make is constant, so that a listing of fields passes an address and builds nothing.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;
  bool high_open = false;

  static consteval const Range any() { return {}; }
  static consteval const Range from(double low) { return {.low = low}; }
  static consteval const Range above(double low) { return {.low = low, .low_open = true}; }
  consteval const Range to(double end) const {
    Range range = *this;
    range.high = end;
    return range;
  }
  consteval const Range below(double end) const {
    Range range = to(end);
    range.high_open = true;
    return range;
  }

  /// "" when the value is allowed, else "must be below 1, got 1.5".
  std::string complaint(double value) const;
};

/// Both ends belong to it.
struct IntegerRange {
  std::int64_t low = 0;
  std::int64_t high = 0;

  /// "" when the value is allowed, else "must be at least 1, got 0".
  std::string complaint(std::int64_t value) const;
};

/// The largest size that a field may ask for: far above any lesson, far below where products overflow.
inline constexpr std::int64_t largest_size = 1 << 24;
/// Whole numbers up to here are exact in JSON.
inline constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;

inline constexpr IntegerRange sizes{1, largest_size};
inline constexpr IntegerRange seeds{0, largest_integer};

}  // namespace livefig
