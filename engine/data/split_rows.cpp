// Rows gathered in an order, then parted into training and validation.
#include "data/split_rows.hpp"

#include <algorithm>

namespace livefig {
namespace {

Split gather(const Split& all, std::span<const std::int32_t> order) {
  Split split;
  split.rows = order.size();
  split.inputs = std::vector<float>(order.size() * (all.inputs.size() / all.rows));
  split.classes = std::vector<std::int32_t>(all.classes.empty() ? 0 : order.size());
  split.values = std::vector<float>(order.size() * (all.values.size() / all.rows));
  copy_rows(all, order, split.inputs, split.classes, split.values);
  return split;
}

}  // namespace

void copy_rows(const Split& from, std::span<const std::int32_t> order, std::span<float> inputs,
               std::span<std::int32_t> classes, std::span<float> values) {
  const std::size_t width = from.inputs.size() / from.rows;
  const std::size_t target_width = from.values.size() / from.rows;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto row = static_cast<std::size_t>(order[i]);
    std::copy_n(from.inputs.data() + row * width, width, inputs.data() + i * width);
    if (!classes.empty()) classes[i] = from.classes[row];
    std::copy_n(from.values.data() + row * target_width, target_width, values.data() + i * target_width);
  }
}

void split_rows(const Split& all, std::span<const std::int32_t> order, std::size_t train, Dataset& dataset) {
  dataset.train = gather(all, order.first(train));
  dataset.validation = gather(all, order.subspan(train));
}

}  // namespace livefig
