// MaxPool2d over the kernels, and when a window fits its image.
#include "layers/max_pool2d.hpp"

#include <algorithm>

#include "layers/layer_errors.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> MaxPool2d::make(const MaxPool2dSpec& spec, const Shape& input,
                                               const std::string& where) {
  if (input.size() != 3) return wrong_input(where, "MaxPool2d", "images (channels, height, width)", input);
  if (spec.padding > spec.kernel_size / 2)
    return Error{ErrorCode::InvalidValue, where + ".padding",
                 "must be at most half of kernel_size " + std::to_string(spec.kernel_size) + ", got " +
                     std::to_string(spec.padding)};
  const auto kernel = static_cast<std::size_t>(spec.kernel_size);
  const auto stride = static_cast<std::size_t>(spec.stride.value_or(spec.kernel_size));
  const auto padding = static_cast<std::size_t>(spec.padding);
  const PoolingShape shape{
      .planes = input[0], .height = input[1], .width = input[2], .window = Window::square(kernel, stride, padding)};
  if (shape.out_height() == 0 || shape.out_width() == 0)
    return Error{ErrorCode::ShapeMismatch, where + ".kernel_size",
                 "expected at most " + std::to_string(std::min(input[1], input[2]) + 2 * padding) +
                     " for an image of " + std::to_string(input[1]) + " by " + std::to_string(input[2]) +
                     " with padding " + std::to_string(padding) + ", got " + std::to_string(kernel)};
  return std::unique_ptr<Layer>(new MaxPool2d(input, shape));
}

MaxPool2d::MaxPool2d(const Shape& input, const PoolingShape& shape)
    : Layer(input, {input[0], shape.out_height(), shape.out_width()}), shape_(shape) {}

PoolingShape MaxPool2d::shape(std::size_t rows) const {
  PoolingShape batch = shape_;
  batch.planes *= rows;
  return batch;
}

void MaxPool2d::forward(const Pass& pass, In x, Out y) { max_pool_forward(shape(pass.rows), x, y); }

void MaxPool2d::backward(const Pass& pass, In x, In, In dy, Out dx) {
  if (!dx.empty()) max_pool_backward(shape(pass.rows), x, dy, dx);
}

}  // namespace livefig
