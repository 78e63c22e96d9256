// Planning a network, laying out its memory, and its passes.
#include "network/network.hpp"

#include <algorithm>
#include <utility>

#include "base/number_text.hpp"
#include "base/text.hpp"
#include "kernels/reduce.hpp"

namespace livefig {
namespace {

Error too_large(std::uint64_t bytes, std::uint64_t max_bytes) {
  return {ErrorCode::TooLarge,
          "model",
          {"needs ", megabytes(bytes), " of memory, at most ", megabytes(max_bytes),
           " are allowed: choose smaller layers or a smaller batch_size"}};
}

/// The top-level layer is the number that a name begins with: 12 of "12.block.0.weight".
std::size_t layer_of(std::string_view name) {
  std::size_t layer = 0;
  for (std::size_t i = 0; i < name.size() && name[i] != '.'; ++i)
    layer = layer * 10 + static_cast<std::size_t>(name[i] - '0');
  return layer;
}

}  // namespace

// Makes the layers and plans both arenas; nothing large is allocated yet.
Result<Network> Network::plan(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                              Outputs outputs) {
  if (model.empty()) return Error{ErrorCode::MissingField, "model", "must have at least one layer"};
  if (input.empty() || checked_count(input) == 0)
    return Error{
        ErrorCode::ShapeMismatch, "data.shape", {"expected rows of at least one number, got ", to_string(input)}};
  Result<Chain> chain = Chain::make(model, input, "model");
  if (!chain.ok()) return chain.error();

  Network network(chain.take());
  network.max_rows_ = max_rows;
  if (outputs == Outputs::reused) network.chain_.reuse_outputs();
  // Kernels count their scratch in size_t, which is safe only once the outputs are known to fit.
  const std::uint64_t floats = network.chain_.output_floats(max_rows);
  if (floats > most_floats) return too_large(saturating_product(floats, sizeof(float)), most_floats * sizeof(float));
  network.lay_out();
  network.chain_.plan(*network.arena_, max_rows, 0);
  return network;
}

// Gives every parameter and buffer its place; run twice, before and after the allocation. Frozen parameters come behind
// the others, so that an optimizer's pass is one span; their names keep their order.
void Network::lay_out() {
  std::uint64_t trained = 0, frozen = 0, buffers = 0;
  parameter_infos_.clear();
  state_infos_.clear();
  const bool allocated = !memory_->all().empty();
  chain_.visit_state("", [&](const std::string& name, LayerArray& array) {
    const std::size_t size = count(array.shape);
    std::uint64_t& placed = array.buffer ? buffers : array.trains ? trained : frozen;
    const auto offset = static_cast<std::size_t>(&placed == &frozen ? trained_count_ + frozen : placed);
    if (allocated) {
      array.value = (array.buffer ? buffers_ : parameters_).subspan(offset, size);
      if (array.trains) array.gradient = gradients_.subspan(offset, size);
    }
    placed += size;
    state_infos_.push_back(
        {name, array.shape, offset, size, layer_of(name), array.buffer, array.trains, array.decays, array.initial});
    if (!array.buffer) parameter_infos_.push_back(state_infos_.back());
  });
  if (allocated) return;
  memory_->floats(trained + frozen);
  memory_->floats(trained);
  memory_->floats(buffers);
  parameter_count_ = trained + frozen;
  trained_count_ = trained;
  buffer_count_ = buffers;
}

std::uint64_t Network::planned_bytes() const {
  return saturating_product(saturating_sum(memory_->planned(), arena_->planned()), sizeof(float));
}

Result<Network::Size> Network::size_of(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                                       Outputs outputs) {
  Result<Network> planned = plan(model, input, max_rows, outputs);
  if (!planned.ok()) return planned.error();
  const Network& network = planned.value();
  std::vector<std::uint64_t> by_layer(network.layer_count());
  for (const ParameterInfo& info : network.parameter_infos_) by_layer[info.layer] += info.count;
  const auto heaviest = static_cast<std::size_t>(std::ranges::max_element(by_layer) - by_layer.begin());
  return Size{network.planned_bytes(), network.parameter_count_, network.trained_count_,
              checked_count(network.output_shape()), heaviest};
}

Result<Network> Network::build(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                               std::uint64_t max_bytes, Outputs outputs) {
  Result<Network> planned = plan(model, input, max_rows, outputs);
  if (!planned.ok()) return planned.error();
  Network network = planned.take();
  const std::uint64_t bytes = network.planned_bytes();
  if (bytes > max_bytes) return too_large(bytes, max_bytes);
  if (!network.memory_->allocate() || !network.arena_->allocate())
    return Error{ErrorCode::TooLarge,
                 "model",
                 {"needs ", megabytes(bytes), " of memory, more than there is now: dispose of other runs"}};

  network.parameters_ = network.memory_->floats(network.parameter_count_);
  network.gradients_ = network.memory_->floats(network.trained_count_);
  network.buffers_ = network.memory_->floats(network.buffer_count_);
  network.lay_out();
  network.chain_.plan(*network.arena_, max_rows, 0);
  network.reset_buffers();
  return network;
}

void Network::reset_buffers() {
  for (const ArrayInfo& info : state_infos_)
    if (info.buffer) std::ranges::fill(buffers_.subspan(info.offset, info.count), info.initial);
}

void Network::initialize(Generator& generator) {
  std::ranges::fill(gradients_, 0.0f);
  reset_buffers();
  chain_.initialize(generator);
}

In Network::forward(In x, const Pass& pass) {
  pass_ = pass;
  input_ = x;
  return chain_.forward(pass, x);
}

void Network::backward(In dy) { chain_.backward(pass_, input_, dy, {}); }

std::string Network::layer_label(std::size_t index) const { return joined({index, ".", chain_.layer(index).type()}); }

Out Network::layer_mask(std::size_t index) const {
  const Layer& layer = chain_.layer(index);
  const Out mask = layer.mask();
  return mask.empty() ? mask : mask.first(count(layer.output_shape()));
}

std::optional<std::size_t> Network::first_bad_layer() const {
  for (std::size_t i = 0; i < layer_count(); ++i)
    if (!all_finite(chain_.output(i))) return i;
  return {};
}

}  // namespace livefig
