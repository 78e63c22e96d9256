// Passes from layer to layer, forward and backward.
#include "layers/chain.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "layers/layer_spec.hpp"

namespace livefig {
namespace {

std::string indexed(const std::string& list, std::size_t index) { return joined({list, "[", index, "]"}); }

/// May `layer` write over the output of the layer `before` it?
bool overwrites(const Layer& layer, const Layer& before) {
  return layer.works_in_place() && !layer.backward_reads_input() && !before.backward_reads_output() &&
         !before.is_view();
}

}  // namespace

Result<Chain> Chain::make(std::span<const LayerSpec> layers, const Shape& input, const std::string& list) {
  Chain chain;
  chain.input_shape_ = input;
  chain.layers_ = std::vector<std::unique_ptr<Layer>>(layers.size());
  chain.outputs_ = std::vector<Out>(layers.size());
  chain.results_ = std::vector<In>(layers.size());
  const Shape* shape = &chain.input_shape_;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    Result<std::unique_ptr<Layer>> layer = make_layer(layers[i], *shape, indexed(list, i));
    if (!layer.ok()) return layer.error();
    chain.layers_[i] = layer.take();
    shape = &chain.layers_[i]->output_shape();
  }
  while (chain.first_trained_ < chain.size() && !chain.layer(chain.first_trained_).trains()) ++chain.first_trained_;
  return chain;
}

void Chain::reuse_outputs() {
  reuses_outputs_ = true;
  for (const auto& layer : layers_) layer->reuse_outputs();
}

void Chain::plan(Arena& arena, std::size_t max_rows, int depth) {
  std::uint64_t widest = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::uint64_t floats = saturating_product(max_rows, checked_count(layers_[i]->output_shape()));
    widest = std::max(widest, floats);
    if (reuses_outputs_ && i > 0 && overwrites(*layers_[i], *layers_[i - 1])) {
      outputs_[i] = outputs_[i - 1];
    } else if (!layers_[i]->is_view()) {
      outputs_[i] = arena.floats(floats);
    }
    layers_[i]->plan(arena, max_rows, depth);
  }
  // Key 3·depth + 2 is the residual layer's.
  for (int side = 0; side < 2; ++side) gradients_[side] = arena.shared(3 * depth + side, widest);
}

void Chain::initialize(Generator& generator) {
  for (const auto& layer : layers_) layer->initialize(generator);
}

In Chain::forward(const Pass& pass, In x) {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Layer& layer = *layers_[i];
    if (!layer.is_view()) {
      const Out y = outputs_[i].first(pass.rows * count(layer.output_shape()));
      layer.forward(pass, x, y);
      x = y;
    }
    results_[i] = x;
  }
  return x;
}

void Chain::backward(const Pass& pass, In x, In dy, Out dx) {
  int side = 0;
  bool written = false;  // does dx hold the gradient already?
  // Without dx nobody asks for gradients below the first layer that trains.
  const std::size_t end = dx.empty() ? first_trained_ : 0;
  for (std::size_t i = layers_.size(); i-- > end;) {
    Layer& layer = *layers_[i];
    if (layer.is_view()) continue;
    const In input = i == 0 ? x : results_[i - 1];
    // Views pass x on, so the first layer that computes may not be the first of the chain.
    const bool first = input.data() == x.data();
    const Out target = first || (i == end && dx.empty()) ? dx : gradients_[side].first(input.size());
    layer.backward(pass, input, results_[i], dy, target);
    dy = target;
    side = 1 - side;
    written = first;
  }
  if (!written && !dx.empty()) std::ranges::copy(dy, dx.begin());
}

std::uint64_t Chain::output_floats(std::size_t max_rows) const {
  std::uint64_t total = saturating_product(max_rows, checked_count(input_shape_));
  for (const auto& layer : layers_)
    total = saturating_sum(total, saturating_product(max_rows, checked_count(layer->output_shape())));
  return total;
}

TrainingRows Chain::training_rows(const std::string& list) const {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    TrainingRows rows = layers_[i]->training_rows(indexed(list, i));
    if (rows.least > 1) return rows;
  }
  return {};
}

void Chain::update(std::span<const LayerSpec> layers) {
  for (std::size_t i = 0; i < std::min(layers.size(), layers_.size()); ++i) layers_[i]->update(layers[i]);
}

void Chain::visit_state(const std::string& prefix, const StateVisitor& visit) {
  for (std::size_t i = 0; i < layers_.size(); ++i) layers_[i]->visit_state(joined({prefix, i, "."}), visit);
}

}  // namespace livefig
