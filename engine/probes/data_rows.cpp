// Copying rows of a split out.
#include "probes/data_rows.hpp"

#include <algorithm>

namespace livefig {

void DataOptions::fields(FieldVisitor& visit) {
  visit.choice("split", split, split_names);
  visit.integer("limit", limit, sizes);
}

Result<ProbeResult> measure_data(NetworkObjective& network, const DataOptions& options) {
  const Result<const Split*> found = network.split(options.split, "probe.split");
  if (!found.ok()) return found.error();
  const Split& side = *found.value();
  const std::size_t rows = std::min(static_cast<std::size_t>(options.limit), side.rows);
  const Dataset& data = network.data();

  Shape shape{rows};
  shape.insert(shape.end(), data.row_shape.begin(), data.row_shape.end());
  ProbeResult result;
  result.emplace_back("inputs", shape, In(side.inputs).first(count(shape)));
  if (data.classes > 0) {
    const std::vector<float> classes(side.classes.begin(), side.classes.begin() + static_cast<std::ptrdiff_t>(rows));
    result.emplace_back("targets", Shape{rows}, classes);
  } else {
    result.emplace_back("targets", Shape{rows, data.target_width}, In(side.values).first(rows * data.target_width));
  }
  return result;
}

}  // namespace livefig
