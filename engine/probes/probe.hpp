// Measurements on a run, by name: what views draw. None changes what training goes on from.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "training/named_array.hpp"
#include "training/run.hpp"

namespace livefig {

using ProbeResult = std::vector<NamedArray>;

/// `options` is an object; what each probe takes and gives stands in its own header.
/// Errors: UnknownName at `probe`; UnknownField, MissingField and InvalidValue at `probe.FIELD`; InvalidValue at
/// `probe` when the run has nothing of that kind (a surface has no layers).
Result<ProbeResult> probe(Run& run, std::string_view name, const Json& options);

std::span<const std::string_view> probe_names();

}  // namespace livefig
