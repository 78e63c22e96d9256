// Max pooling over the kernels, and what all poolings check.
#include "layers/max_pool.hpp"

#include "base/text.hpp"
#include "layers/layer_window.hpp"

namespace livefig {

Result<PoolingShape> pooling_over(std::string_view type, int axes, const PoolFields& spec, const Shape& input,
                                  const std::string& where) {
  const Result<Planes> read = planes_of(type, axes, input, where);
  if (!read.ok()) return read.error();
  if (spec.padding > spec.kernel_size / 2)
    return Error{ErrorCode::InvalidValue,
                 {where, ".padding"},
                 {"must be at most half of kernel_size ", spec.kernel_size, ", got ", spec.padding}};
  const auto [channels, height, width] = read.value();
  const Result<Window> window =
      window_over(read.value(), axes, spec.kernel_size, spec.stride.value_or(spec.kernel_size), spec.padding, where);
  if (!window.ok()) return window.error();
  return PoolingShape{.planes = channels, .height = height, .width = width, .window = window.value()};
}

Result<std::unique_ptr<Layer>> MaxPool::make(std::string_view type, int axes, const PoolFields& spec,
                                             const Shape& input, const std::string& where) {
  const Result<PoolingShape> pooled = pooling_over(type, axes, spec, input, where);
  if (!pooled.ok()) return pooled.error();
  const PoolingShape& shape = pooled.value();
  return std::unique_ptr<Layer>(
      new MaxPool(type, shape, input, shape_of(axes, {shape.planes, shape.out_height(), shape.out_width()})));
}

PoolingShape MaxPool::shape(std::size_t rows) const {
  PoolingShape batch = shape_;
  batch.planes *= rows;
  return batch;
}

void MaxPool::forward(const Pass& pass, In x, Out y) { max_pool_forward(shape(pass.rows), x, y); }

void MaxPool::backward(const Pass& pass, In x, In, In dy, Out dx) {
  if (!dx.empty()) max_pool_backward(shape(pass.rows), x, dy, dx);
}

}  // namespace livefig
