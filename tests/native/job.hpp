// One job of the command-line engine: a program, trained for some steps, and what is told of it.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "data/data_store.hpp"

namespace livefig::native {

/// { "program": …, "steps": n, "restore"?: file, "checkpoint"?: file, "values"?: true }
///
/// `program` is the headless API's, the caller's own arrays in `data` included. A checkpoint is restored before the
/// steps and written after them. Answers
/// { step, loss, status, diverged?, state, losses, evaluated, values? }: `state` is the fingerprint of state_dict(),
/// `losses` that of the recorded losses and the last one, `evaluated` that of both splits' losses in eval mode;
/// `values` holds the numbers behind the first two. Errors: the engine's own; InvalidValue for a file that cannot be
/// read.
Result<Json> answer(const Json& job, const DataStore& store);

}  // namespace livefig::native
