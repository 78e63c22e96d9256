// Convolutions over the kernels, and when one is too large.
#include "layers/convolution.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "layers/layer_errors.hpp"
#include "layers/layer_window.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> Convolution::make(std::string_view type, int axes, const ConvolutionFields& spec,
                                                 const Shape& input, const std::string& where) {
  const Result<Planes> read = planes_of(type, axes, input, where);
  if (!read.ok()) return read.error();
  const Planes& planes = read.value();
  if (spec.in_channels && static_cast<std::size_t>(*spec.in_channels) != planes.channels)
    return wrong_count(where, "input channels", static_cast<std::size_t>(*spec.in_channels), planes.channels);
  const Result<Window> window = window_over(planes, axes, spec.kernel_size, spec.stride, spec.padding, where);
  if (!window.ok()) return window.error();
  const ConvolutionShape shape{.images = 1,
                               .in_channels = planes.channels,
                               .height = planes.height,
                               .width = planes.width,
                               .out_channels = static_cast<std::size_t>(spec.out_channels),
                               .window = window.value()};
  const Shape output = shape_of(axes, {shape.out_channels, shape.out_height(), shape.out_width()});
  const std::uint64_t patch =
      saturating_product(planes.channels, shape.window.kernel_height * shape.window.kernel_width);
  const std::uint64_t columns = saturating_product(patch, saturating_product(shape.out_height(), shape.out_width()));
  const std::uint64_t weights = saturating_product(patch, shape.out_channels);
  if (Status size = check_size(joined({where, ".out_channels"}), output, std::max(weights, columns)); !size.ok())
    return size.error();
  // The kernel has as many axes as a plane, each of the same size.
  Shape weight(input.size() + 1, shape.window.kernel_width);
  weight[0] = shape.out_channels;
  weight[1] = shape.in_channels;
  if (Status init = check_init(spec.init, weight, where); !init.ok()) return init.error();
  return std::unique_ptr<Layer>(new Convolution(type, spec, shape, weight, input, output));
}

Convolution::Convolution(std::string_view type, const ConvolutionFields& spec, const ConvolutionShape& shape,
                         const Shape& weight, const Shape& input, const Shape& output)
    : Layer(input, output), type_(type), shape_(shape), init_(spec.init) {
  add_parameter("weight", weight, spec.requires_grad, true);
  if (spec.bias) add_parameter("bias", {shape.out_channels}, spec.requires_grad);
}

ConvolutionShape Convolution::shape(std::size_t rows) const {
  ConvolutionShape batch = shape_;
  batch.images = rows;
  return batch;
}

void Convolution::plan(Arena& arena, std::size_t max_rows, int) {
  scratch_ = arena.shared(kernel_scratch, convolution_scratch(shape(max_rows)));
}

void Convolution::initialize(Generator& generator) {
  const Window& window = shape_.window;
  const auto area = static_cast<double>(window.kernel_height * window.kernel_width);
  const Fans fans{static_cast<double>(shape_.in_channels) * area, static_cast<double>(shape_.out_channels) * area,
                  window.kernel_height / 2 * window.kernel_width + window.kernel_width / 2};
  draw_defaults(value(0), value(1), fans, generator);
  draw_init(init_, value(0), value(1), fans, generator);
}

void Convolution::forward(const Pass& pass, In x, Out y) {
  convolution_forward(shape(pass.rows), x, value(0), value(1), y, scratch_);
}

void Convolution::backward(const Pass& pass, In x, In, In dy, Out dx) {
  if (trains())
    convolution_backward_parameters(shape(pass.rows), x, dy, gradient(0), gradient(1), Write::replace, scratch_);
  if (!dx.empty()) convolution_backward_input(shape(pass.rows), dy, value(0), dx, scratch_);
}

}  // namespace livefig
