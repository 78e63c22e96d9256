// The data that a run learns from or is judged by.
#pragma once

#include <string_view>

#include "probes/measure.hpp"

namespace livefig {

struct DataOptions {
  std::string_view split = "train";
  std::int64_t limit = 500;
  void fields(FieldVisitor& visit);
};

/// The first `limit` rows of a split: inputs (rows, row shape); targets (rows) as class indices, or (rows, width).
Result<ProbeResult> measure_data(NetworkObjective& network, const DataOptions& options);

/// The last training batch: rows, as indices into the training split; outputs (rows, output shape), before its update.
Result<ProbeResult> measure_batch(NetworkObjective& network, const NoOptions&);

}  // namespace livefig
