// What dropout does: the last step's masks, and why the values that stay are scaled up.
#pragma once

#include <optional>

#include "probes/measure.hpp"

namespace livefig {

/// Per top-level Dropout layer one array named by its index, with its output shape: 1 where the last training step kept
/// a value of the batch's first row, 0 where it dropped it; all 1 before the first step.
Result<ProbeResult> measure_dropout_mask(NetworkObjective& network, const NoOptions&);

struct TrainEvalOptions {
  std::optional<std::int64_t> layer;
  std::int64_t rows = 256;
  void fields(FieldVisitor& visit);
};

/// Mean value behind a Dropout layer (the first one, or `layer`) over the first `rows` training rows (at most 256).
/// Each has shape (1): train, with masks from a copy of the stream; eval; eval_unscaled, what eval mode would give if
/// training only dropped and never scaled by 1/(1−p), which is eval/(1−p); layer.
/// Batch norm in front takes the same statistics in both modes' passes only once training has settled them.
/// Errors: InvalidValue at `probe.layer` when that is no Dropout layer.
Result<ProbeResult> measure_train_eval(NetworkObjective& network, const TrainEvalOptions& options);

}  // namespace livefig
