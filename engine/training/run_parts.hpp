// What a run is made of: the objective that its program describes.
#pragma once

#include <memory>

#include "training/objective.hpp"
#include "training/run.hpp"

namespace livefig {

/// Draws or checks the data, then builds and initializes. Errors as Run::create().
Result<std::unique_ptr<Objective>> make_objective(const Program& program, const DataStore& store,
                                                  const CallerArrays* arrays);

}  // namespace livefig
