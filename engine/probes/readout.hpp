// How well a linear classifier reads the classes off each layer.
#pragma once

#include "probes/measure.hpp"

namespace livefig {

struct ReadoutOptions {
  std::vector<std::int64_t> layers;
  std::int64_t rows = 2000;
  std::int64_t features = 384;
  void fields(FieldVisitor& visit);
};

/// accuracy (L): share of the validation rows that a closed-form ridge classifier (ridge.hpp) gets right from a layer's
/// values in eval mode; layer (L): -1 is the input itself. Without `layers`: the input and every top-level layer but
/// Flatten and Dropout, which change nothing here.
/// So that it can be asked four times a second, the classifier learns from at most `rows` training rows and sees at
/// most `features` values per layer, both the same seeded choice at every call. On the wandering digits all 1,152
/// values behind a first convolution give 73%, 384 of them 63%; 500 rows in place of 1,437 cost 6 to 15 points.
/// Errors: InvalidValue at `probe` when the targets are not classes, BadData without validation rows.
Result<ProbeResult> measure_readout(NetworkObjective& network, const ReadoutOptions& options);

}  // namespace livefig
