// Average pooling over the kernels.
#include "layers/average_pool.hpp"

#include "base/text.hpp"
#include "layers/layer_errors.hpp"
#include "layers/layer_window.hpp"

namespace livefig {

Result<std::unique_ptr<Layer>> AveragePool::slide(std::string_view type, int axes, const AvgPoolFields& spec,
                                                  const Shape& input, const std::string& where) {
  const Result<PoolingShape> pooled = pooling_over(type, axes, spec, input, where);
  if (!pooled.ok()) return pooled.error();
  const PoolingShape& pool = pooled.value();
  const Window& w = pool.window;
  const AveragingShape shape{
      .planes = pool.planes,
      .rows = {pool.height, pool.out_height(), w.kernel_height, w.stride_height, w.padding_height},
      .columns = {pool.width, pool.out_width(), w.kernel_width, w.stride_width, w.padding_width},
      .count_padding = spec.count_include_pad};
  return std::unique_ptr<Layer>(
      new AveragePool(type, shape, input, shape_of(axes, {pool.planes, shape.rows.count, shape.columns.count})));
}

Result<std::unique_ptr<Layer>> AveragePool::divide(std::string_view type, int axes, const AdaptivePoolFields& spec,
                                                   const Shape& input, const std::string& where) {
  const Result<Planes> read = planes_of(type, axes, input, where);
  if (!read.ok()) return read.error();
  const auto [channels, height, width] = read.value();
  const auto parts = static_cast<std::size_t>(spec.output_size);
  const AveragingShape shape{.planes = channels,
                             .rows = {.size = height, .count = axes == 1 ? 1 : parts},
                             .columns = {.size = width, .count = parts},
                             .count_padding = false};
  const Shape output = shape_of(axes, {channels, shape.rows.count, shape.columns.count});
  if (Status size = check_size(joined({where, ".output_size"}), output, 0); !size.ok()) return size.error();
  return std::unique_ptr<Layer>(new AveragePool(type, shape, input, output));
}

AveragingShape AveragePool::shape(std::size_t rows) const {
  AveragingShape batch = shape_;
  batch.planes *= rows;
  return batch;
}

void AveragePool::forward(const Pass& pass, In x, Out y) { average_pool_forward(shape(pass.rows), x, y); }

void AveragePool::backward(const Pass& pass, In, In, In dy, Out dx) {
  if (!dx.empty()) average_pool_backward(shape(pass.rows), dy, dx);
}

}  // namespace livefig
