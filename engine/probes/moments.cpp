// Copying the heads of the optimizer's buffers.
#include "probes/moments.hpp"

#include <algorithm>

namespace livefig {

void MomentOptions::fields(FieldVisitor& visit) { visit.integer("count", count, {1, 16}); }

Result<ProbeResult> measure_moments(Run& run, const MomentOptions& options) {
  const std::size_t n = std::min(static_cast<std::size_t>(options.count), run.last_update().size());
  ProbeResult result;
  const auto add = [&result, n](std::string_view name, In values) { add_array(result, name, {n}, values.first(n)); };
  for (const StateBuffer& buffer : run.optimizer().state()) add(buffer.name, buffer.values);
  add("gradient", run.objective().gradients());
  add("step", run.last_update());
  add("parameter", run.objective().parameters());
  return result;
}

}  // namespace livefig
