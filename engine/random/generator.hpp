// PyTorch's CPU random stream: the same seed gives the same numbers as torch.Generator().manual_seed(seed).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace livefig {

/// Everything that decides what a generator draws next, as plain data for checkpoints.
struct GeneratorState {
  static constexpr std::size_t word_count = 624;
  std::array<std::uint32_t, word_count> words{};
  std::uint32_t position = word_count;  // of the next word; word_count: the block is used up
  bool has_spare = false;               // the sine half of a small normal draw is waiting
  double spare = 0;
};

/// MT19937 (Matsumoto and Nishimura 1998) and the recipes by which PyTorch 1.13 (CPU, without MKL) draws from it.
class Generator {
 public:
  /// Only the low 32 bits of the seed count, as in PyTorch.
  explicit Generator(std::uint64_t seed);

  std::uint32_t next32();
  /// Two 32-bit draws, the first one high.
  std::uint64_t next64();

  /// torch.rand(1): in [0, 1), a multiple of 2^-24.
  float rand();
  /// tensor.uniform_(low, high), bit for bit.
  void uniform(std::span<float> out, float low, float high);
  /// tensor.normal_(mean, std); torch.randn is normal(out, 0, 1). Within 4 ulp of PyTorch, for 16 values and
  /// more by another recipe than for fewer, as there.
  void normal(std::span<float> out, float mean, float std);
  /// torch.randperm(out.size()).
  void randperm(std::span<std::int32_t> out);
  /// torch.randint(low, high, ...): in [low, high). Needs low < high.
  std::int32_t randint(std::int32_t low, std::int32_t high);
  void randint(std::span<std::int32_t> out, std::int32_t low, std::int32_t high);
  /// tensor.bernoulli_(1 - p): 1 keeps a value, 0 drops it. p = 0 and p = 1 draw nothing, as in nn.Dropout.
  void dropout_mask(std::span<float> mask, double p);

  GeneratorState state() const;
  /// False, and nothing changed, when the state cannot come from a generator.
  bool set_state(const GeneratorState& state);

 private:
  static constexpr std::size_t word_count = GeneratorState::word_count;

  void twist();
  void temper();
  double rand53();

  std::array<std::uint32_t, word_count> words_;
  std::array<std::uint32_t, word_count> ready_;  // words_ tempered, a block at a time
  std::size_t position_;
  bool has_spare_ = false;
  double spare_ = 0;
};

}  // namespace livefig
