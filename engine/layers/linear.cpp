// Linear over the kernels, rows of leading dimensions taken together.
#include "layers/linear.hpp"

#include "base/text.hpp"
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
  return std::unique_ptr<Layer>(new Linear(spec, input, std::move(output)));
}

Linear::Linear(const LinearSpec& spec, const Shape& input, Shape output)
    : Layer(input, std::move(output)),
      in_(input.back()),
      out_(output_shape().back()),
      repeats_(count(input) / in_),
      init_(spec.init) {
  parameters_.push_back({.name = "weight", .shape = {out_, in_}, .decays = true, .value = {}, .gradient = {}});
  if (spec.bias) parameters_.push_back({.name = "bias", .shape = {out_}, .value = {}, .gradient = {}});
}

void Linear::plan(Arena& arena, std::size_t max_rows, int) {
  scratch_ = arena.shared(kernel_scratch, linear_scratch(shape(max_rows)));
}

void Linear::initialize(Generator& generator) {
  const Fans fans{static_cast<double>(in_), static_cast<double>(out_)};
  const Out bias_values = parameters_.size() > 1 ? parameters_[1].value : Out();
  draw_defaults(parameters_[0].value, bias_values, fans, generator);
  draw_init(init_, parameters_[0].value, bias_values, fans, generator);
}

void Linear::forward(const Pass& pass, In x, Out y) {
  linear_forward(shape(pass.rows), x, parameters_[0].value, bias(), y, scratch_);
}

void Linear::backward(const Pass& pass, In x, In, In dy, Out dx) {
  const Out dbias = parameters_.size() > 1 ? parameters_[1].gradient : Out();
  if (trains())
    linear_backward_parameters(shape(pass.rows), x, dy, parameters_[0].gradient, dbias, Write::replace, scratch_);
  if (!dx.empty()) linear_backward_input(shape(pass.rows), dy, parameters_[0].value, dx, scratch_);
}

}  // namespace livefig
