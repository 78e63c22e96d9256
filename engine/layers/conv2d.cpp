// Conv2d over the kernels, and when a kernel fits its image.
#include "layers/conv2d.hpp"

#include <algorithm>

#include "layers/layer_errors.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> Conv2d::make(const Conv2dSpec& spec, const Shape& input, const std::string& where) {
  if (input.size() != 3) return wrong_input(where, "Conv2d", "images (channels, height, width)", input);
  if (spec.in_channels && static_cast<std::size_t>(*spec.in_channels) != input[0])
    return wrong_count(where, "input channels", static_cast<std::size_t>(*spec.in_channels), input[0]);
  const auto kernel = static_cast<std::size_t>(spec.kernel_size);
  const auto padding = static_cast<std::size_t>(spec.padding);
  const ConvolutionShape shape{.images = 1,
                               .in_channels = input[0],
                               .height = input[1],
                               .width = input[2],
                               .out_channels = static_cast<std::size_t>(spec.out_channels),
                               .window = Window::square(kernel, static_cast<std::size_t>(spec.stride), padding)};
  if (shape.out_height() == 0 || shape.out_width() == 0)
    return Error{ErrorCode::ShapeMismatch, where + ".kernel_size",
                 "expected at most " + std::to_string(std::min(input[1], input[2]) + 2 * padding) +
                     " for an image of " + std::to_string(input[1]) + " by " + std::to_string(input[2]) +
                     " with padding " + std::to_string(padding) + ", got " + std::to_string(kernel)};
  const Shape output{shape.out_channels, shape.out_height(), shape.out_width()};
  const std::uint64_t patch = saturating_product(input[0], kernel * kernel);
  const std::uint64_t columns = saturating_product(patch, saturating_product(output[1], output[2]));
  if (Status size =
          check_size(where + ".out_channels", output, std::max(saturating_product(patch, output[0]), columns));
      !size.ok())
    return size.error();
  if (Status init = check_init(spec.init, {output[0], input[0], kernel, kernel}, where); !init.ok())
    return init.error();
  return std::unique_ptr<Layer>(new Conv2d(spec, shape));
}

Conv2d::Conv2d(const Conv2dSpec& spec, const ConvolutionShape& shape)
    : Layer({shape.in_channels, shape.height, shape.width},
            {shape.out_channels, shape.out_height(), shape.out_width()}),
      shape_(shape),
      init_(spec.init) {
  const std::size_t kernel = shape.window.kernel_height;
  parameters_.push_back({.name = "weight",
                         .shape = {shape.out_channels, shape.in_channels, kernel, kernel},
                         .decays = true,
                         .value = {},
                         .gradient = {}});
  if (spec.bias) parameters_.push_back({.name = "bias", .shape = {shape.out_channels}, .value = {}, .gradient = {}});
}

ConvolutionShape Conv2d::shape(std::size_t rows) const {
  ConvolutionShape batch = shape_;
  batch.images = rows;
  return batch;
}

void Conv2d::plan(Arena& arena, std::size_t max_rows, int) {
  scratch_ = arena.shared(kernel_scratch, convolution_scratch(shape(max_rows)));
}

void Conv2d::initialize(Generator& generator) {
  const auto area = static_cast<double>(shape_.window.kernel_height * shape_.window.kernel_width);
  const Window& window = shape_.window;
  const Fans fans{static_cast<double>(shape_.in_channels) * area, static_cast<double>(shape_.out_channels) * area,
                  window.kernel_height / 2 * window.kernel_width + window.kernel_width / 2};
  const Out bias_values = parameters_.size() > 1 ? parameters_[1].value : Out();
  draw_defaults(parameters_[0].value, bias_values, fans, generator);
  draw_init(init_, parameters_[0].value, bias_values, fans, generator);
}

void Conv2d::forward(const Pass& pass, In x, Out y) {
  convolution_forward(shape(pass.rows), x, parameters_[0].value, bias(), y, scratch_);
}

void Conv2d::backward(const Pass& pass, In x, In, In dy, Out dx) {
  const Out dbias = parameters_.size() > 1 ? parameters_[1].gradient : Out();
  if (trains())
    convolution_backward_parameters(shape(pass.rows), x, dy, parameters_[0].gradient, dbias, Write::replace, scratch_);
  if (!dx.empty()) convolution_backward_input(shape(pass.rows), dy, parameters_[0].value, dx, scratch_);
}

}  // namespace livefig
