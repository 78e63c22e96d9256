// What PyTorch draws from its stream of words: uniform and normal numbers, whole numbers, orders.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/elementary.hpp"
#include "random/generator.hpp"

namespace livefig {
namespace {

constexpr double two_pi = 6.283185307179586;
/// torch.randn's vectorised path works in blocks of 16: 8 radii, then 8 angles.
constexpr std::size_t normal_block = 16;

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

}  // namespace livefig
