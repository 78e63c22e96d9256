// The sine's fields, and its rows drawn in torch's order.
#include "data/noisy_sine.hpp"

#include <vector>

#include "base/elementary.hpp"
#include "data/split_rows.hpp"

namespace livefig {

void NoisySineSpec::fields(FieldVisitor& visit) {
  rows.fields(visit);
  visit.number("noise", noise, Range::from(0).to(10));
}

Dataset draw(const NoisySineSpec& spec, Generator& generator) {
  const std::size_t n = spec.rows.total();
  Split all;
  all.rows = n;
  all.inputs = std::vector<float>(n);
  all.values = std::vector<float>(n);
  generator.uniform(all.inputs, 0, 1);
  generator.normal(all.values, 0, 1);
  const auto noise = static_cast<float>(spec.noise);
  for (std::size_t i = 0; i < n; ++i) {
    all.inputs[i] = 6 * all.inputs[i] - 3;
    all.values[i] = static_cast<float>(elementary::sin(static_cast<double>(all.inputs[i]))) + noise * all.values[i];
  }
  std::vector<std::int32_t> order(n);
  generator.randperm(order);
  Dataset dataset;
  dataset.row_shape = {1};
  dataset.target_width = 1;
  split_rows(all, order, static_cast<std::size_t>(spec.rows.train), dataset);
  return dataset;
}

}  // namespace livefig
