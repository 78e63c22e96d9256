// The sentences about numbers that lie outside their range.
#include "base/range.hpp"

#include <cmath>

#include "base/text.hpp"

namespace livefig {

std::string Range::complaint(double value) const {
  const std::string got = joined({", got ", value});
  if (std::isnan(value) || std::isinf(value)) return joined({"must be finite", got});
  if (low_open ? !(value > low) : !(value >= low))
    return joined({low_open ? "must be above " : "must be at least ", low, got});
  if (high_open ? !(value < high) : !(value <= high))
    return joined({high_open ? "must be below " : "must be at most ", high, got});
  if (std::fabs(value) > static_cast<double>(std::numeric_limits<float>::max()))
    return joined({"must fit into a 32-bit float", got});
  return {};
}

std::string IntegerRange::complaint(std::int64_t value) const {
  if (value < low) return joined({"must be at least ", low, ", got ", value});
  if (value > high) return joined({"must be at most ", high, ", got ", value});
  return {};
}

}  // namespace livefig
