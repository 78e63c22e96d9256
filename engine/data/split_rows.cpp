#include "data/split_rows.hpp"

namespace livefig {
namespace {

Split gather(const Split& all, std::span<const std::int32_t> order, std::size_t row_floats, std::size_t width) {
  Split split;
  split.rows = order.size();
  split.inputs.reserve(order.size() * row_floats);
  split.classes.reserve(all.classes.empty() ? 0 : order.size());
  split.values.reserve(all.values.empty() ? 0 : order.size() * width);
  for (const std::int32_t index : order) {
    const auto row = static_cast<std::ptrdiff_t>(index);
    const auto inputs = all.inputs.begin() + row * static_cast<std::ptrdiff_t>(row_floats);
    split.inputs.insert(split.inputs.end(), inputs, inputs + static_cast<std::ptrdiff_t>(row_floats));
    if (!all.classes.empty()) split.classes.push_back(all.classes[static_cast<std::size_t>(index)]);
    if (!all.values.empty()) {
      const auto values = all.values.begin() + row * static_cast<std::ptrdiff_t>(width);
      split.values.insert(split.values.end(), values, values + static_cast<std::ptrdiff_t>(width));
    }
  }
  return split;
}

}  // namespace

void split_rows(const Split& all, std::span<const std::int32_t> order, std::size_t train, Dataset& dataset) {
  const std::size_t row_floats = dataset.row_floats();
  dataset.train = gather(all, order.first(train), row_floats, dataset.target_width);
  dataset.validation = gather(all, order.subspan(train), row_floats, dataset.target_width);
}

}  // namespace livefig
