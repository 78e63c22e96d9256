// The sentences about numbers that lie outside their range.
#include "base/range.hpp"

#include <cmath>

#include "base/number_text.hpp"

namespace livefig {

std::string Range::complaint(double value) const {
  const std::string got = ", got " + number_text(value);
  if (std::isnan(value) || std::isinf(value)) return "must be finite" + got;
  if (low_open ? !(value > low) : !(value >= low))
    return std::string(low_open ? "must be above " : "must be at least ") + number_text(low) + got;
  if (high_open ? !(value < high) : !(value <= high))
    return std::string(high_open ? "must be below " : "must be at most ") + number_text(high) + got;
  if (std::fabs(value) > static_cast<double>(std::numeric_limits<float>::max()))
    return "must fit into a 32-bit float" + got;
  return {};
}

std::string IntegerRange::complaint(std::int64_t value) const {
  if (value < low) return "must be at least " + number_text(low) + ", got " + number_text(value);
  if (value > high) return "must be at most " + number_text(high) + ", got " + number_text(value);
  return {};
}

}  // namespace livefig
