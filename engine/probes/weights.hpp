// How the weights are distributed, and the filters themselves.
#pragma once

#include <optional>

#include "probes/measure.hpp"

namespace livefig {

struct WeightOptions {
  std::int64_t bins = 40;
  std::optional<std::int64_t> layer;
  double limit = 0.0;
  void fields(FieldVisitor& visit);
};

/// Over all weights that the l2 penalty counts (of Linear and Conv layers), or those of one top-level `layer`:
/// range (2), symmetric around 0: ±`limit`, or ± the largest weight when that is 0; histogram (bins), shares.
/// Errors: InvalidValue at `probe.layer` when there are no such weights.
Result<ProbeResult> measure_weights(NetworkObjective& network, const WeightOptions& options);

struct FilterOptions {
  std::int64_t layer = 0;
  void fields(FieldVisitor& visit);
};

/// weight: that of a top-level layer, in PyTorch's shape (out, in, k, k). Errors: InvalidValue at `probe.layer`.
Result<ProbeResult> measure_filters(NetworkObjective& network, const FilterOptions& options);

}  // namespace livefig
