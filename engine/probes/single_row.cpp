// Passing one row and copying the layers' outputs.
#include "probes/single_row.hpp"

#include "base/number_text.hpp"

namespace livefig {
namespace {

Result<ProbeResult> pass_row(NetworkObjective& network, const RowOptions& options, bool maps_only) {
  const Result<In> row = row_of(network, options.split, options.row);
  if (!row.ok()) return row.error();
  const Result<Observer*> observer = network.observe();
  if (!observer.ok()) return observer.error();
  Network& observed = observer.value()->network();
  observed.forward(row.value(), Pass{.rows = 1});

  ProbeResult result;
  add_array(result, "input", observed.input_shape(), row.value());
  for (std::size_t layer = 0; layer < observed.layer_count(); ++layer) {
    const Shape& shape = observed.layer(layer).output_shape();
    if (maps_only && shape.size() != 3) continue;
    add_array(result, number_text(layer), shape, observed.layer_output(layer));
  }
  return result;
}

}  // namespace

void RowOptions::fields(FieldVisitor& visit) {
  visit.choice("split", split, split_names);
  visit.integer("row", row, {0, largest_size});
}

Result<ProbeResult> measure_feature_maps(NetworkObjective& network, const RowOptions& options) {
  return pass_row(network, options, true);
}

Result<ProbeResult> measure_units(NetworkObjective& network, const RowOptions& options) {
  return pass_row(network, options, false);
}

}  // namespace livefig
