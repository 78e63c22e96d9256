// Numbers as a reader expects to see them: the shortest decimal that reads back to the same double.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace livefig {

/// 0.1 → "0.1", 1e-8 → "1e-08"; not finite: "nan", "inf", "-inf".
std::string number_text(double value);
inline std::string number_text(std::int64_t value) { return std::to_string(value); }
inline std::string number_text(std::size_t value) { return std::to_string(value); }
inline std::string number_text(int value) { return std::to_string(value); }

}  // namespace livefig
