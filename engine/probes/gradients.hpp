// The gradients of the last training step.
#pragma once

#include "probes/measure.hpp"

namespace livefig {

/// One array per parameter, by its name and with its shape.
Result<ProbeResult> measure_gradients(NetworkObjective& network, const NoOptions&);

/// norm (L): Euclidean norm over all parameters of each top-level layer that has any; layer (L): their indices.
Result<ProbeResult> measure_gradient_norm(NetworkObjective& network, const NoOptions&);

}  // namespace livefig
