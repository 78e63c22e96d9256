// Linear over the kernels, rows of leading dimensions taken together.
#include "layers/linear.hpp"

#include "base/text.hpp"
#include "kernels/vanishing.hpp"
#include "layers/layer_errors.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> Linear::make(const LinearSpec& spec, const Shape& input, const std::string& where) {
  if (input.empty()) return wrong_input(where, "Linear", "rows of at least one number", input);
  const std::size_t in = input.back();
  if (spec.in_features && static_cast<std::size_t>(*spec.in_features) != in)
    return wrong_count(where, "input features", static_cast<std::size_t>(*spec.in_features), in);
  Shape output = input;
  output.back() = static_cast<std::size_t>(spec.out_features);
  if (Status size = check_size(joined({where, ".out_features"}), output, saturating_product(in, output.back()));
      !size.ok())
    return size.error();
  if (Status init = check_init(spec.init, {output.back(), in}, where); !init.ok()) return init.error();
  return std::unique_ptr<Layer>(new Linear(spec, input, output));
}

Linear::Linear(const LinearSpec& spec, const Shape& input, const Shape& output)
    : Layer(input, output),
      in_(input.back()),
      out_(output_shape().back()),
      repeats_(count(input) / in_),
      init_(spec.init) {
  add_parameter("weight", {out_, in_}, spec.requires_grad, true);
  if (spec.bias) add_parameter("bias", {out_}, spec.requires_grad);
}

void Linear::plan(Arena& arena, std::size_t max_rows, int) {
  const LinearShape whole = shape(max_rows);
  // Behind what the kernels need there is room for raised gradients.
  scratch_ = arena.shared(kernel_scratch, linear_scratch(whole) + saturating_product(whole.rows, out_));
}

void Linear::initialize(Generator& generator) {
  const Fans fans{static_cast<double>(in_), static_cast<double>(out_)};
  draw_defaults(value(0), value(1), fans, generator);
  draw_init(init_, value(0), value(1), fans, generator);
}

void Linear::forward(const Pass& pass, In x, Out y) {
  linear_forward(shape(pass.rows), x, value(0), value(1), y, scratch_);
}

void Linear::backward(const Pass& pass, In x, In, In dy, Out dx) {
  const bool vanishes = vanishing(dy);
  if (vanishes) {
    const Out raised = scratch_.last(dy.size());
    raise(dy, raised);
    dy = raised;
  }
  if (trains()) linear_backward_parameters(shape(pass.rows), x, dy, gradient(0), gradient(1), Write::replace, scratch_);
  if (!dx.empty()) linear_backward_input(shape(pass.rows), dy, value(0), dx, scratch_);
  if (!vanishes) return;
  lower(dx);
  if (trains()) {
    lower(gradient(0));
    lower(gradient(1));
  }
}

}  // namespace livefig
