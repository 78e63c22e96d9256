// What every layer makes of one row of the data.
#pragma once

#include <string_view>

#include "probes/measure.hpp"

namespace livefig {

struct RowOptions {
  std::string_view split = "train";
  std::int64_t row = 0;
  void fields(FieldVisitor& visit);
};

/// In eval mode: input, with the row's shape; and behind each top-level layer that answers maps (channels, height,
/// width) one array named by the layer's index ("0").
Result<ProbeResult> measure_feature_maps(NetworkObjective& network, const RowOptions& options);

/// In eval mode: input, and one array named by its index behind every top-level layer, with the layer's output shape.
Result<ProbeResult> measure_units(NetworkObjective& network, const RowOptions& options);

}  // namespace livefig
