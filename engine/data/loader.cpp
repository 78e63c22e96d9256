// An epoch's order and its batches, and the state from which both go on.
#include "data/loader.hpp"

#include <algorithm>
#include <numeric>

#include "data/split_rows.hpp"

namespace livefig {

Loader::Loader(const Split& split, const LoaderOptions& options)
    : split_(&split), options_(options), generator_(options.seed), order_(split.rows) {
  options_.batch_size = std::min(options_.batch_size, split.rows);
  std::iota(order_.begin(), order_.end(), 0);
  cursor_ = rows_per_epoch();  // the first batch begins an epoch
  inputs_ = std::vector<float>(options_.batch_size * (split.inputs.size() / split.rows));
  classes_ = std::vector<std::int32_t>(split.classes.empty() ? 0 : options_.batch_size);
  values_ = std::vector<float>(options_.batch_size * (split.values.size() / split.rows));
}

std::size_t Loader::rows_per_epoch() const {
  const std::size_t rows = order_.size();
  return options_.drop_last ? rows - rows % options_.batch_size : rows;
}

std::size_t Loader::steps_per_epoch() const {
  return (rows_per_epoch() + options_.batch_size - 1) / options_.batch_size;
}

void Loader::begin_epoch() {
  if (options_.shuffle) generator_.randperm(order_);
  cursor_ = 0;
  ++epoch_;
}

Batch Loader::next() {
  if (cursor_ >= rows_per_epoch()) begin_epoch();
  last_begin_ = cursor_;
  last_count_ = std::min(options_.batch_size, rows_per_epoch() - cursor_);
  cursor_ += last_count_;

  const std::size_t width = split_->inputs.size() / split_->rows;
  const std::size_t target_width = split_->values.size() / split_->rows;
  copy_rows(*split_, last_rows(), inputs_, classes_, values_);
  return {.rows = last_count_,
          .inputs = std::span(inputs_).first(last_count_ * width),
          .classes = std::span(classes_).first(classes_.empty() ? 0 : last_count_),
          .values = std::span(values_).first(last_count_ * target_width)};
}

std::span<const std::int32_t> Loader::last_rows() const { return std::span(order_).subspan(last_begin_, last_count_); }

LoaderState Loader::state() const {
  return {.generator = generator_.state(), .order = order_, .cursor = cursor_, .epoch = epoch_};
}

bool Loader::set_state(const LoaderState& state) {
  if (state.order.size() != order_.size() || state.cursor > order_.size()) return false;
  // Each row exactly once, or a batch would read outside the split.
  std::vector<std::int32_t> seen(order_.size());  // 0 or 1
  for (const std::int32_t row : state.order) {
    if (row < 0 || static_cast<std::size_t>(row) >= seen.size() || seen[static_cast<std::size_t>(row)] > 0)
      return false;
    seen[static_cast<std::size_t>(row)] = 1;
  }
  if (!generator_.set_state(state.generator)) return false;
  order_ = state.order;
  cursor_ = state.cursor;
  epoch_ = state.epoch;
  last_begin_ = 0;
  last_count_ = 0;
  return true;
}

}  // namespace livefig
