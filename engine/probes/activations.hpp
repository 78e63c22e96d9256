// How the values behind every layer are distributed.
#pragma once

#include <string_view>

#include "probes/measure.hpp"

namespace livefig {

struct ActivationOptions {
  std::string_view mode = "train";
  std::int64_t rows = 256;
  std::int64_t bins = 40;
  std::vector<std::int64_t> layers;
  void fields(FieldVisitor& visit);
};

/// Passes the first `rows` training rows (at most 256) in that mode: in "train" batch norm takes these rows' statistics
/// and dropout draws masks from a copy of the stream. Of all values behind each top-level layer, or behind `layers`:
/// mean (L), variance (L, divided by their number), range (L, 2), histogram (L, bins) as shares over that range;
/// layer (L).
Result<ProbeResult> measure_activations(NetworkObjective& network, const ActivationOptions& options);

}  // namespace livefig
