#include "random/generator.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/elementary.hpp"

namespace livefig {
namespace {

constexpr double two_pi = 6.283185307179586;
constexpr std::size_t twist_distance = 397;
/// torch.randn's vectorised path works in blocks of 16: 8 radii, then 8 angles.
constexpr std::size_t normal_block = 16;

std::uint32_t twisted(std::uint32_t high, std::uint32_t low) {
  const std::uint32_t y = (high & 0x80000000U) | (low & 0x7fffffffU);
  return (y >> 1) ^ (0x9908b0dfU & (0U - (y & 1U)));
}

float as_uniform(std::uint32_t draw) { return static_cast<float>(draw & 0xffffffU) * 0x1p-24F; }

/// Sixteen uniforms in place become sixteen normals (Box and Muller 1958).
void normal_from_uniforms(float* block, float mean, float std) {
  for (std::size_t j = 0; j < normal_block / 2; ++j) {
    const double radius = std::sqrt(-2 * elementary::log(1.0F - block[j]));
    const double angle = two_pi * static_cast<double>(block[j + normal_block / 2]);
    block[j] = static_cast<float>(radius * elementary::cos(angle)) * std + mean;
    block[j + normal_block / 2] = static_cast<float>(radius * elementary::sin(angle)) * std + mean;
  }
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

float Generator::rand() { return as_uniform(next32()); }

double Generator::rand53() { return static_cast<double>(next64() & ((std::uint64_t{1} << 53) - 1)) * 0x1p-53; }

void Generator::uniform(std::span<float> out, float low, float high) {
  // PyTorch's multiply and add are fused; in double the product is exact, so one rounding remains.
  const double width = static_cast<double>(high - low);
  for (float& value : out) value = static_cast<float>(static_cast<double>(rand()) * width + static_cast<double>(low));
}

void Generator::normal(std::span<float> out, float mean, float std) {
  if (out.size() < normal_block) {
    for (float& value : out) {
      double draw = spare_;
      if (has_spare_) {
        has_spare_ = false;
      } else {
        const double u1 = rand53();
        const double u2 = rand53();
        const double radius = std::sqrt(-2 * elementary::log1p(-u2));
        draw = radius * elementary::cos(two_pi * u1);
        spare_ = radius * elementary::sin(two_pi * u1);
        has_spare_ = true;
      }
      value = static_cast<float>(draw * static_cast<double>(std) + static_cast<double>(mean));
    }
    return;
  }
  for (float& value : out) value = rand();
  std::size_t i = 0;
  for (; i + normal_block <= out.size(); i += normal_block) normal_from_uniforms(&out[i], mean, std);
  if (i == out.size()) return;
  const std::span<float> last = out.last(normal_block);
  for (float& value : last) value = rand();
  normal_from_uniforms(last.data(), mean, std);
}

void Generator::randperm(std::span<std::int32_t> out) {
  std::iota(out.begin(), out.end(), 0);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) std::swap(out[i], out[i + next32() % (out.size() - i)]);
}

std::int32_t Generator::randint(std::int32_t low, std::int32_t high) {
  const std::uint32_t range = static_cast<std::uint32_t>(high) - static_cast<std::uint32_t>(low);
  return static_cast<std::int32_t>(next32() % range + static_cast<std::uint32_t>(low));
}

void Generator::randint(std::span<std::int32_t> out, std::int32_t low, std::int32_t high) {
  for (std::int32_t& value : out) value = randint(low, high);
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
