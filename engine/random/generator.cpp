// The stream of words, and the masks that dropout draws from it in every step.
#include "random/generator.hpp"

#include <algorithm>
#include <cmath>

namespace livefig {
namespace {

constexpr std::size_t twist_distance = 397;

std::uint32_t twisted(std::uint32_t high, std::uint32_t low) {
  const std::uint32_t y = (high & 0x80000000U) | (low & 0x7fffffffU);
  return (y >> 1) ^ (0x9908b0dfU & (0U - (y & 1U)));
}

}  // namespace

Generator::Generator(std::uint64_t seed) : position_(word_count) {
  words_[0] = static_cast<std::uint32_t>(seed);
  for (std::size_t i = 1; i < word_count; ++i)
    words_[i] = 1812433253U * (words_[i - 1] ^ (words_[i - 1] >> 30)) + static_cast<std::uint32_t>(i);
  ready_.fill(0);
}

void Generator::twist() {
  constexpr std::size_t first = word_count - twist_distance;
  for (std::size_t i = 0; i < first; ++i) words_[i] = words_[i + twist_distance] ^ twisted(words_[i], words_[i + 1]);
  for (std::size_t i = first; i + 1 < word_count; ++i)
    words_[i] = words_[i - first] ^ twisted(words_[i], words_[i + 1]);
  words_.back() = words_[twist_distance - 1] ^ twisted(words_.back(), words_[0]);
  temper();
  position_ = 0;
}

void Generator::temper() {
  for (std::size_t i = 0; i < word_count; ++i) {
    std::uint32_t y = words_[i];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    ready_[i] = y ^ (y >> 18);
  }
}

std::uint32_t Generator::next32() {
  if (position_ == word_count) twist();
  return ready_[position_++];
}

std::uint64_t Generator::next64() {
  const std::uint64_t high = next32();
  return high << 32 | next32();
}

void Generator::dropout_mask(std::span<float> mask, double p) {
  if (p == 0 || p == 1) {
    std::fill(mask.begin(), mask.end(), p == 0 ? 1.0F : 0.0F);
    return;
  }
  // u < 1 − p with u = bits · 2^-53, compared as whole numbers: 21 high bits and, where they are equal, 32 low ones.
  const auto limit = static_cast<std::uint64_t>(std::ceil((1 - p) * 0x1p53));
  const auto high_limit = static_cast<std::uint32_t>(limit >> 32);
  const auto low_limit = static_cast<std::uint32_t>(limit);
  const auto kept = [=](std::uint32_t first, std::uint32_t second) {
    const std::uint32_t high = first & 0x1fffffU;
    const std::uint32_t in_lower =
        static_cast<std::uint32_t>(high == high_limit) & static_cast<std::uint32_t>(second < low_limit);
    return static_cast<float>(static_cast<std::uint32_t>(high < high_limit) | in_lower);
  };
  std::size_t i = 0;
  while (i < mask.size()) {
    if (position_ + 1 < word_count) {
      const std::size_t count = std::min(mask.size() - i, (word_count - position_) / 2);
      const std::uint32_t* words = &ready_[position_];
      for (std::size_t j = 0; j < count; ++j) mask[i + j] = kept(words[2 * j], words[2 * j + 1]);
      position_ += 2 * count;
      i += count;
    } else {
      const std::uint32_t first = next32();
      mask[i++] = kept(first, next32());
    }
  }
}

GeneratorState Generator::state() const {
  return {.words = words_,
          .position = static_cast<std::uint32_t>(position_),
          .has_spare = has_spare_,
          .spare = has_spare_ ? spare_ : 0};
}

bool Generator::set_state(const GeneratorState& state) {
  const auto is_zero = [](std::uint32_t word) { return word == 0; };
  if (state.position > word_count || !std::isfinite(state.spare)) return false;
  if (std::all_of(state.words.begin(), state.words.end(), is_zero)) return false;
  words_ = state.words;
  position_ = state.position;
  has_spare_ = state.has_spare;
  spare_ = state.spare;
  temper();
  return true;
}

}  // namespace livefig
