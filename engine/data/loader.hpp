// Batches in PyTorch's order: per epoch one randperm from a generator of its own, then slices of it.
//
//   g = torch.Generator().manual_seed(seed)
//   for epoch in ...:
//       order = torch.randperm(n, generator=g)       # torch.arange(n) without shuffle
//       for batch in order.split(batch_size): ...    # without a short last one when drop_last
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.hpp"
#include "random/generator.hpp"

namespace livefig {

struct LoaderOptions {
  std::size_t batch_size = 64;
  bool shuffle = true;
  bool drop_last = false;
  std::uint64_t seed = 0;
};

/// One batch, valid until the next call of next().
struct Batch {
  std::size_t rows = 0;
  std::span<const float> inputs;
  std::span<const std::int32_t> classes;
  std::span<const float> values;
};

/// Where a loader stands, as plain data for checkpoints.
struct LoaderState {
  GeneratorState generator;
  std::vector<std::int32_t> order;
  std::size_t cursor = 0;
  std::size_t epoch = 0;
};

/// Allocates in its constructor only. The split must outlive it and have at least one row; batch_size ≥ 1, and one
/// above the number of rows means all rows.
class Loader {
 public:
  Loader(const Split& split, const LoaderOptions& options);

  Batch next();
  /// Epochs begun, counted from 1 once next() was called; 0 before.
  std::size_t epoch() const { return epoch_; }
  std::size_t steps_per_epoch() const;
  /// The rows of the last batch, as indices into the split.
  std::span<const std::int32_t> last_rows() const;

  LoaderState state() const;
  /// False, and nothing changed, when the state does not fit this split.
  bool set_state(const LoaderState& state);

 private:
  std::size_t rows_per_epoch() const;
  void begin_epoch();

  const Split* split_;
  LoaderOptions options_;
  Generator generator_;
  std::vector<std::int32_t> order_;
  std::size_t cursor_;
  std::size_t epoch_ = 0;
  std::size_t last_begin_ = 0;
  std::size_t last_count_ = 0;
  std::vector<float> inputs_;
  std::vector<std::int32_t> classes_;
  std::vector<float> values_;
};

}  // namespace livefig
