// Copying rows of a split out.
#include "probes/data_rows.hpp"

#include <algorithm>

namespace livefig {
namespace {

Shape rows_of(std::size_t rows, const Shape& row) {
  Shape shape(row.size() + 1, rows);
  std::ranges::copy(row, shape.begin() + 1);
  return shape;
}

}  // namespace

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

  const Shape shape = rows_of(rows, data.row_shape);
  ProbeResult result;
  add_array(result, "inputs", shape, In(side.inputs).first(count(shape)));
  if (data.classes > 0) {
    const std::vector<float> classes(side.classes.begin(), side.classes.begin() + static_cast<std::ptrdiff_t>(rows));
    add_array(result, "targets", {rows}, classes);
  } else {
    add_array(result, "targets", {rows, data.target_width}, In(side.values).first(rows * data.target_width));
  }
  return result;
}

Result<ProbeResult> measure_batch(NetworkObjective& network, const NoOptions&) {
  const std::span<const std::int32_t> last = network.last_rows();
  const std::vector<float> rows(last.begin(), last.end());
  const Network& trained = network.trained();
  const Shape shape = rows_of(rows.size(), trained.output_shape());
  const In outputs = trained.layer_output(trained.layer_count() - 1);
  ProbeResult result;
  add_array(result, "rows", {rows.size()}, rows);
  add_array(result, "outputs", shape, outputs.first(count(shape)));
  return result;
}

}  // namespace livefig
