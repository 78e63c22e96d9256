// Prints a double with as many digits as reading it back needs.
#include "base/number_text.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace livefig {

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[32];
  // Not std::to_chars: its tables would weigh more than the rest of this file does in the wasm.
  for (int digits = 15; digits <= 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  return buffer;
}

}  // namespace livefig
