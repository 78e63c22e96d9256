// A run's curve of every training step, bounded: what was recorded is thinned by two whenever the
/// table is full.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace livefig {

class CheckpointWriter;
class CheckpointReader;

/// One training step. `loss` is the batch's loss before the step's update, penalty included; `x`,
/// `y` is the position after the step and is kept on test surfaces only.
struct HistoryRow {
  std::uint64_t step;
  std::uint64_t epoch;
  float loss;
  float penalty;
  float lr;  // the rate of that update
  float x = 0.0f;
  float y = 0.0f;
};

/// Columns of equal length, steps ascending. Recording never allocates. Once thinned, only
/// multiples of a power of two are kept, so a step stays exact as a float far beyond 2^24.
class History {
 public:
  static constexpr std::size_t capacity = 4096;

  /// `path`: whether x and y are kept.
  explicit History(bool path);

  static std::span<const std::string_view> names(bool path);
  static std::size_t bytes(bool path);

  void record(const HistoryRow& row);

  bool path() const { return path_; }
  std::size_t size() const { return size_; }
  std::uint64_t stride() const { return stride_; }
  /// Column i, in the order of names().
  std::span<const float> column(std::size_t i) const;
  /// Index of the first row whose step is greater than `since`; size() when there is none.
  std::size_t first_after(double since) const;

  void save(CheckpointWriter& out) const;
  bool restore(CheckpointReader& in);

 private:
  void thin();

  bool path_;
  std::size_t columns_;
  std::size_t size_ = 0;
  std::uint64_t stride_ = 1;
  std::vector<float> values_;  // one column after another, `capacity` apart
};

}  // namespace livefig
