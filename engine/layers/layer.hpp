// What every layer does: forward and backward over rows, with its parameters in the network's flat buffers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function_ref.hpp"
#include "base/result.hpp"
#include "kernels/span.hpp"
#include "random/generator.hpp"
#include "tensor/arena.hpp"
#include "tensor/shape.hpp"

namespace livefig {

struct LayerSpec;

/// How one pass over the network is made.
struct Pass {
  std::size_t rows = 0;
  bool training = false;
  Generator* generator = nullptr;  // draws dropout masks; needed in training only
};

/// An array that a layer keeps: a parameter, trained or frozen by `requires_grad: false`, or a buffer such as a running
/// mean. `value` and `gradient` lie in the network's flat buffers; only what trains has a gradient.
struct LayerArray {
  std::string name;     // "weight"
  Shape shape;          // PyTorch's; empty for a single number
  bool buffer = false;  // kept but not trained
  bool trains = false;
  bool decays = false;   // counted in the l2 penalty: weights of Linear and Conv
  float initial = 0.0f;  // of a buffer
  Out value = {};
  Out gradient = {};
};

/// Called for everything in PyTorch's state_dict() order; names come with their prefix: "5.block.0.weight".
using StateVisitor = FunctionRef<void(const std::string& name, LayerArray& array)>;

/// How many rows a training pass needs at least, and the path of the layer that says so.
struct TrainingRows {
  std::size_t least = 1;
  std::string layer;
};

/// One layer. Shapes: x is (rows, input_shape), y is (rows, output_shape), row-major.
class Layer {
 public:
  virtual ~Layer() = default;

  /// PyTorch's class name.
  virtual std::string_view type() const = 0;
  const Shape& input_shape() const { return input_shape_; }
  const Shape& output_shape() const { return output_shape_; }

  /// Reserves everything that forward and backward write besides x, y and dx. Called twice (see Arena).
  virtual void plan(Arena&, std::size_t /*max_rows*/, int /*depth: of nesting in residual blocks*/) {}
  /// Draws the initial parameters as PyTorch's constructor does; fills in constants elsewhere.
  virtual void initialize(Generator&) {}

  virtual void forward(const Pass& pass, In x, Out y) = 0;
  /// After forward with the same pass, x and y. Writes (does not add to) dx and the parameters' gradients; an empty
  /// dx means that nobody needs it.
  virtual void backward(const Pass& pass, In x, In y, In dy, Out dx) = 0;

  /// Takes over the live fields of a spec of the same type.
  virtual void update(const LayerSpec&) {}
  /// Has it parameters that are not frozen?
  virtual bool trains() const { return !parameters_.empty() && parameters_.front().trains; }
  /// 2 where a batch's variance is needed. `where` is this layer's path.
  virtual TrainingRows training_rows(const std::string& /*where*/) const { return {}; }
  /// For a network that is only trained, before plan(): outputs that no backward pass reads may be overwritten.
  virtual void reuse_outputs() {}
  virtual bool backward_reads_input() const { return true; }
  virtual bool backward_reads_output() const { return true; }
  /// May forward write y over x?
  virtual bool works_in_place() const { return false; }
  /// Is y just x under another shape? Then the chain passes x on, and neither forward nor backward is called.
  virtual bool is_view() const { return false; }
  /// Dropout: the last training pass's mask, 0 where a value was dropped and 1/(1−p) where it was kept, with room for
  /// (max_rows, shape); ones before there was a pass. Empty for other layers.
  virtual Out mask() const { return {}; }

  /// `prefix` is "" or ends with a dot.
  virtual void visit_state(const std::string& prefix, const StateVisitor& visit);

 protected:
  Layer(const Shape& input, const Shape& output);

  // For constructors.
  void add_parameter(std::string_view name, const Shape& shape, bool trains, bool decays = false);
  void add_buffer(std::string_view name, const Shape& shape, float initial);

  /// Of the parameter with that index; empty when there is none (a Linear without bias), or no gradient.
  Out value(std::size_t index) const;
  Out gradient(std::size_t index) const;

  // References into these stay valid: both vectors are filled in the constructor and never grow later.
  std::vector<LayerArray> parameters_;
  std::vector<LayerArray> buffers_;

 private:
  Shape input_shape_, output_shape_;
};

}  // namespace livefig
