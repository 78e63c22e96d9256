// Recording, thinning and saving of a run's curve.
#include "training/history.hpp"

#include <array>

#include "training/checkpoint.hpp"

namespace livefig {
namespace {

constexpr std::array<std::string_view, 7> column_names{"step", "epoch", "trainLoss", "penalty", "lr", "x", "y"};

constexpr std::size_t columns_of(bool path) { return path ? 7 : 5; }

}  // namespace

History::History(bool path) : path_(path), columns_(columns_of(path)), values_(columns_ * capacity) {}

std::span<const std::string_view> History::names(bool path) { return std::span(column_names).first(columns_of(path)); }

std::size_t History::bytes(bool path) { return columns_of(path) * capacity * sizeof(float); }

void History::record(const HistoryRow& row) {
  if (row.step % stride_ != 0) return;
  // Once is enough for consecutive steps; a restored history may be sparser.
  while (size_ == capacity) thin();
  if (row.step % stride_ != 0) return;
  const std::array<float, column_names.size()> cells{
      static_cast<float>(row.step), static_cast<float>(row.epoch), row.loss, row.penalty, row.lr, row.x, row.y};
  for (std::size_t i = 0; i < columns_; ++i) values_[i * capacity + size_] = cells[i];
  ++size_;
}

std::span<const float> History::column(std::size_t i) const { return std::span(values_).subspan(i * capacity, size_); }

std::size_t History::first_after(double since) const {
  const std::span<const float> steps = column(0);
  std::size_t low = 0;
  std::size_t high = size_;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (static_cast<double>(steps[middle]) > since) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

void History::thin() {
  stride_ *= 2;
  std::size_t kept = 0;
  for (std::size_t row = 0; row < size_; ++row) {
    if (static_cast<std::uint64_t>(values_[row]) % stride_ != 0) continue;
    for (std::size_t i = 0; i < columns_; ++i) values_[i * capacity + kept] = values_[i * capacity + row];
    ++kept;
  }
  size_ = kept;
}

void History::save(CheckpointWriter& out) const {
  out.u64(size_);
  out.u64(stride_);
  for (std::size_t i = 0; i < columns_; ++i) out.floats(column(i));
}

bool History::restore(CheckpointReader& in) {
  const std::uint64_t size = in.u64();
  const std::uint64_t stride = in.u64();
  // A stride that is no power of two, or beyond any run, can only come from an altered file.
  if (!in.ok() || size > capacity || stride == 0 || (stride & (stride - 1)) != 0 || stride > (1ull << 50)) {
    return false;
  }
  size_ = static_cast<std::size_t>(size);
  stride_ = stride;
  for (std::size_t i = 0; i < columns_; ++i) in.floats(std::span(values_).subspan(i * capacity, size_));
  const std::span<const float> steps = column(0);
  for (std::size_t row = 0; row < size_; ++row) {
    // The step column drives the thinning's arithmetic; NaN fails the comparison too.
    if (!(steps[row] >= 0.0f && steps[row] < 1e18f) || (row > 0 && !(steps[row] > steps[row - 1]))) return false;
  }
  return in.ok();
}

}  // namespace livefig
