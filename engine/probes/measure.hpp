// What all probes start from: their options, read strictly, and the network behind the run.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/fields.hpp"
#include "base/json.hpp"
#include "base/read_fields.hpp"
#include "probes/probe.hpp"
#include "training/network_objective.hpp"

namespace livefig {

/// Reads a probe's options; the first thing wrong with them is the answer.
Status read_options(const Json& json, FunctionRef<void(FieldVisitor&)> fields);

/// For probes that take nothing.
struct NoOptions {
  void fields(FieldVisitor&) {}
};

/// Reads the options and finds the network. Errors: those of the options; InvalidValue on a surface.
Result<NetworkObjective*> network_of(Run& run, const Json& json, FunctionRef<void(FieldVisitor&)> options);

/// Indices of top-level layers as a program gives them. Errors: InvalidValue at `probe.layers` beyond the last.
Result<std::vector<std::size_t>> chosen_layers(const Network& network, const std::vector<std::int64_t>& given);

/// Appends layer indices as an array "layer" (L).
void add_layers(ProbeResult& result, const std::vector<std::size_t>& layers);

/// Row `row` of a split. Errors: those of NetworkObjective::split(), InvalidValue at `probe.row` beyond the last.
Result<In> row_of(const NetworkObjective& network, std::string_view split, std::int64_t row);

inline constexpr std::string_view split_names[] = {"train", "validation"};
inline constexpr IntegerRange layer_indices{0, 1 << 20};

}  // namespace livefig
