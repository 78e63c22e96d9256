// A stack of layers with flat parameters, gradients and buffers, and one arena for everything a pass writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "layers/chain.hpp"
#include "layers/layer.hpp"
#include "layers/layer_spec.hpp"

namespace livefig {

/// Where a parameter or a buffer (running_mean, running_var, num_batches_tracked) lies in the flat buffers, named as in
/// PyTorch's state_dict().
struct ArrayInfo {
  std::string name;  // "0.weight", "5.block.0.weight", "1.running_mean"
  Shape shape;       // empty for a single number
  std::size_t offset;
  std::size_t count;
  std::size_t layer;  // index of the top-level layer
  bool buffer;        // lies in buffers(), not in parameters()
  bool trains;        // false for a buffer, or when frozen: then it has no place in gradients()
  bool decays;        // counted in the l2 penalty
  float initial;      // of a buffer: 1 for running_var, else 0
};
using ParameterInfo = ArrayInfo;

/// What a pass leaves behind: every layer's output, for those who look at them, or only what backward reads.
enum class Outputs { kept, reused };

class Network {
 public:
  /// Shapes are checked layer by layer, then the memory is estimated, and only then anything large is allocated.
  /// `input` is one row's shape; passes may have up to max_rows rows.
  /// Errors: ShapeMismatch or InvalidValue at `model[i]…`; TooLarge at `model` above `max_bytes`.
  static Result<Network> build(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                               std::uint64_t max_bytes, Outputs outputs = Outputs::kept);
  /// What build() would make, planned and not allocated.
  struct Size {
    std::uint64_t bytes;       // that it would allocate
    std::uint64_t parameters;  // numbers in all of them
    std::uint64_t trained;     // numbers in those that are not frozen
    std::uint64_t outputs;     // numbers in a row of its output
    std::size_t heaviest;      // the top-level layer with the most parameters
  };
  /// Errors as build(); TooLarge only for what no machine could hold.
  static Result<Size> size_of(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                              Outputs outputs = Outputs::kept);

  /// Draws every layer's parameters in PyTorch's order and resets the buffers.
  void initialize(Generator& generator);

  /// x is (rows, input_shape); answers (rows, output_shape), valid until the next pass. Training passes save what
  /// backward needs, update running statistics and draw dropout masks.
  In forward(In x, const Pass& pass);
  /// After forward, whose x must still be there: dy is (rows, output_shape). Overwrites gradients().
  void backward(In dy);

  Out parameters() { return parameters_; }
  In parameters() const { return parameters_; }
  /// Those that are not frozen: the first of parameters(), which an optimizer moves along gradients().
  Out trained() { return parameters_.first(gradients_.size()); }
  In trained() const { return In(parameters_).first(gradients_.size()); }
  Out gradients() { return gradients_; }
  In gradients() const { return gradients_; }
  std::span<const ParameterInfo> parameter_infos() const { return parameter_infos_; }

  /// All buffers in one span: what must be saved besides the parameters to continue a run.
  Out buffers() { return buffers_; }
  In buffers() const { return buffers_; }

  /// Parameters and buffers in the order of PyTorch's state_dict().
  std::span<const ArrayInfo> state_infos() const { return state_infos_; }

  /// Everything the last pass wrote (activations, masks, gradients of activations). A probe that makes its own pass
  /// copies this, buffers() and the generator's state first and puts all back.
  Out workspace() { return arena_->all(); }

  const Shape& input_shape() const { return chain_.input_shape(); }
  const Shape& output_shape() const { return chain_.output_shape(); }
  std::size_t max_rows() const { return max_rows_; }
  /// What training needs at least; `layer` is the path of the layer that says so: "model[1]".
  TrainingRows training_rows() const { return chain_.training_rows("model"); }

  /// Top-level layers, for probes.
  std::size_t layer_count() const { return chain_.size(); }
  const Layer& layer(std::size_t index) const { return chain_.layer(index); }
  /// "3.Linear"
  std::string layer_label(std::size_t index) const;
  /// Input and output of a layer in the last forward: (rows, shape). With Outputs::reused the output is what the layers
  /// behind it left there.
  In layer_input(std::size_t index) const { return index == 0 ? input_ : chain_.output(index - 1); }
  In layer_output(std::size_t index) const { return chain_.output(index); }
  /// What a Dropout layer did to the first row of the last training pass, 0 where it dropped; empty for other layers.
  Out layer_mask(std::size_t index) const;
  /// Rows of the last forward.
  std::size_t rows() const { return pass_.rows; }

  /// The first layer whose output in the last forward held NaN or Inf.
  std::optional<std::size_t> first_bad_layer() const;

  /// Takes over the live fields of a model with the same layers.
  void update(std::span<const LayerSpec> model) { chain_.update(model); }

 private:
  /// Floats that all outputs of a pass may have together: 2^29, two gibibytes.
  static constexpr std::uint64_t most_floats = std::uint64_t{1} << 29;

  explicit Network(Chain chain)
      : chain_(std::move(chain)), memory_(std::make_unique<Arena>()), arena_(std::make_unique<Arena>()) {}
  static Result<Network> plan(std::span<const LayerSpec> model, const Shape& input, std::size_t max_rows,
                              Outputs outputs);
  void lay_out();
  void reset_buffers();
  std::uint64_t planned_bytes() const;

  Chain chain_;
  std::size_t max_rows_ = 0;
  std::uint64_t parameter_count_ = 0, trained_count_ = 0, buffer_count_ = 0;
  std::unique_ptr<Arena> memory_;  // parameters, gradients, buffers
  std::unique_ptr<Arena> arena_;   // what passes write
  Out parameters_, gradients_, buffers_;
  std::vector<ParameterInfo> parameter_infos_;
  std::vector<ArrayInfo> state_infos_;
  Pass pass_;
  In input_;
};

}  // namespace livefig
