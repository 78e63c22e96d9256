// Numbers as a reader expects to see them: the shortest decimal that reads back to the same double.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

namespace livefig {

/// 0.1 → "0.1", 1e-8 → "1e-08"; not finite: "nan", "inf", "-inf".
std::string number_text(double value);
std::string number_text(std::uint64_t value);
std::string number_text(std::int64_t value);
/// Every other whole number, be it size_t or unsigned long here or there.
template <std::integral Whole>
std::string number_text(Whole value) {
  return number_text(static_cast<std::conditional_t<std::is_signed_v<Whole>, std::int64_t, std::uint64_t>>(value));
}
/// Bytes as a reader counts them, rounded up: "513 MB" (of 2^20 bytes each).
std::string megabytes(std::uint64_t bytes);

}  // namespace livefig
