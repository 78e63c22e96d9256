// The optimizer's memory and its last step, for a few parameters.
#pragma once

#include "probes/measure.hpp"

namespace livefig {

struct MomentOptions {
  std::int64_t count = 2;
  void fields(FieldVisitor& visit);
};

/// For the first `count` parameters (at most 16, fewer if there are fewer): one array per state buffer by torch's name
/// (exp_avg, exp_avg_sq, square_avg, momentum_buffer…); gradient, that of the last step; step, the last update (value
/// after minus value before); parameter. All have shape (count).
Result<ProbeResult> measure_moments(Run& run, const MomentOptions& options);

}  // namespace livefig
