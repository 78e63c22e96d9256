// A file of the digits' size with a recognisable pattern: pixel i is i % 17, label i is i % 10.
#pragma once

#include <cstdint>
#include <vector>

namespace livefig {

inline std::vector<std::uint8_t> digit_pattern() {
  std::vector<std::uint8_t> bytes{'L', 'F', 'D', '2'};
  for (const std::uint32_t word : {1797U, 10U, 2U, 8U, 8U, 16U}) {
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<std::uint8_t>(word >> (8 * i)));
  }
  for (std::size_t pixel = 0; pixel < 64; ++pixel) {
    for (std::size_t label = 0; label < 10; ++label) {
      for (std::size_t row = label; row < 1797; row += 10) {
        bytes.push_back(static_cast<std::uint8_t>((64 * row + pixel) % 17));
      }
    }
  }
  for (std::size_t i = 0; i < 1797; ++i) bytes.push_back(static_cast<std::uint8_t>(i % 10));
  return bytes;
}

}  // namespace livefig
