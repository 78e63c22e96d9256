// A hash of numbers that every build can compare: FNV-1a over their bits. tests/hashes/fingerprint.mjs is its twin.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "kernels/span.hpp"
#include "training/checkpoint.hpp"

namespace livefig::native {

class Fingerprint {
 public:
  void add(In values) {
    for (const float value : values) {
      // Which NaN it is differs between machines, and says nothing.
      const std::uint32_t bits = std::isnan(value) ? 0x7fc00000u : std::bit_cast<std::uint32_t>(value);
      std::uint8_t bytes[sizeof bits];
      std::memcpy(bytes, &bits, sizeof bits);
      hash_ = fnv1a(bytes, hash_);
    }
  }

  /// Sixteen hexadecimal digits.
  std::string text() const {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash_));
    return digits;
  }

 private:
  std::uint64_t hash_ = fnv1a({});
};

}  // namespace livefig::native
