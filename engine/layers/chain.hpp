// Layers one after another: a network's model, and the block of a residual layer.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "layers/layer.hpp"

namespace livefig {

/// Keeps every layer's output for the backward pass; gradients of activations go to and fro between two regions
/// that all chains of the same nesting depth share.
class Chain {
 public:
  /// Each layer is checked against the output of the one before. Errors: the layer's, `where` = "model[2]…" where
  /// `list` is "model".
  static Result<Chain> make(std::span<const LayerSpec> layers, const Shape& input, const std::string& list);

  const Shape& input_shape() const { return input_shape_; }
  const Shape& output_shape() const { return size() == 0 ? input_shape_ : layers_.back()->output_shape(); }

  /// As Layer::reuse_outputs(): a layer may then write over the output of the one before, and output() answers what is
  /// left there.
  void reuse_outputs();
  void plan(Arena& arena, std::size_t max_rows, int depth);
  void initialize(Generator& generator);

  /// x (rows, input_shape) must stay until backward is done. Answers (rows, output_shape).
  In forward(const Pass& pass, In x);
  /// dy (rows, output_shape). Writes dx unless it is empty, and then ends at the first layer that trains; dx must not
  /// be dy.
  void backward(const Pass& pass, In x, In dy, Out dx);

  /// Has any layer parameters to train?
  bool trains() const { return first_trained_ < size(); }
  std::size_t size() const { return layers_.size(); }
  const Layer& layer(std::size_t index) const { return *layers_[index]; }
  /// A layer's output in the last forward.
  In output(std::size_t index) const { return results_[index]; }

  /// Floats that a pass over max_rows rows keeps in outputs, masks aside; saturates. For a first check of the size.
  std::uint64_t output_floats(std::size_t max_rows) const;
  TrainingRows training_rows(const std::string& list) const;
  /// The specs must be of the same types, one per layer.
  void update(std::span<const LayerSpec> layers);
  void visit_state(const std::string& prefix, const StateVisitor& visit);

 private:
  Shape input_shape_;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::size_t first_trained_ = 0;  // size() when all layers are frozen or have no parameters
  bool reuses_outputs_ = false;
  std::vector<Out> outputs_;  // regions for max_rows; empty for views
  std::vector<In> results_;   // what the last forward left there
  Out gradients_[2];
};

}  // namespace livefig
