// A network's arrays by PyTorch's names, out and in.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "network/network.hpp"
#include "training/named_array.hpp"

namespace livefig {

/// The trainable arrays in named_parameters() order.
std::vector<NamedArray> named_parameters(const Network& network);
/// Parameters and buffers, layer by layer, in state_dict() order; num_batches_tracked has shape ().
std::vector<NamedArray> state_dict(const Network& network);

/// Strict and all or nothing: each name exactly once and every value finite, or nothing changes.
/// Errors: UnknownName, MissingField, ShapeMismatch, BadData; `where` is the array's name.
Status set_parameters(Network& network, const std::vector<NamedArray>& list);
Status load_state_dict(Network& network, const std::vector<NamedArray>& list);

}  // namespace livefig
