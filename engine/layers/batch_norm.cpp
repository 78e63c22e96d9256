// Batch norm over the kernels, with its running statistics and the backward pass of eval mode.
#include "layers/batch_norm.hpp"

#include <algorithm>
#include <xtensor/xmath.hpp>

#include "layers/layer_errors.hpp"
#include "layers/layer_spec.hpp"
#include "tensor/tensor.hpp"

namespace livefig {
namespace {

Status check_features(const BatchNormFields& spec, const Shape& input, const std::string& where) {
  if (!spec.num_features || static_cast<std::size_t>(*spec.num_features) == input[0]) return {};
  return wrong_count(where, "features", static_cast<std::size_t>(*spec.num_features), input[0]);
}

}  // namespace

Result<std::unique_ptr<Layer>> BatchNorm::make(const BatchNorm1dSpec& spec, const Shape& input,
                                               const std::string& where) {
  if (input.size() != 1 && input.size() != 2)
    return wrong_input(where, spec.type_name, "(features,) or (channels, length)", input);
  if (Status features = check_features(spec, input, where); !features.ok()) return features.error();
  return std::unique_ptr<Layer>(new BatchNorm(spec.type_name, spec, input));
}

Result<std::unique_ptr<Layer>> BatchNorm::make(const BatchNorm2dSpec& spec, const Shape& input,
                                               const std::string& where) {
  if (input.size() != 3) return wrong_input(where, spec.type_name, "images (channels, height, width)", input);
  if (Status features = check_features(spec, input, where); !features.ok()) return features.error();
  return std::unique_ptr<Layer>(new BatchNorm(spec.type_name, spec, input));
}

BatchNorm::BatchNorm(std::string_view type, const BatchNormFields& spec, const Shape& input)
    : Layer(input, input), type_(type), channels_(input[0]), spatial_(count(input) / input[0]) {
  set(spec);
  const Shape channels{channels_};
  if (spec.affine) {
    add_parameter("weight", channels, spec.requires_grad);
    add_parameter("bias", channels, spec.requires_grad);
  }
  add_buffer("running_mean", channels, 0);
  add_buffer("running_var", channels, 1);
  // A float counts exactly up to 2^24 batches; PyTorch uses it for nothing while momentum is a number.
  add_buffer("num_batches_tracked", {}, 0);
}

void BatchNorm::set(const BatchNormFields& spec) {
  eps_ = static_cast<float>(spec.eps);
  momentum_ = static_cast<float>(spec.momentum);
}

void BatchNorm::plan(Arena& arena, std::size_t, int) {
  mean_ = arena.floats(channels_);
  inverse_std_ = arena.floats(channels_);
}

void BatchNorm::initialize(Generator&) {
  std::ranges::fill(value(0), 1.0f);
  std::ranges::fill(value(1), 0.0f);
}

void BatchNorm::forward(const Pass& pass, In x, Out y) {
  const Out running_mean = buffers_[0].value, running_var = buffers_[1].value;
  if (!pass.training) {
    batch_norm_eval(shape(pass.rows), x, value(0), value(1), eps_, running_mean, running_var, y);
    return;
  }
  batch_norm_forward(shape(pass.rows), x, value(0), value(1), eps_, momentum_, running_mean, running_var, mean_,
                     inverse_std_, y);
  buffers_[2].value[0] += 1;
}

void BatchNorm::backward(const Pass& pass, In x, In, In dy, Out dx) {
  if (!pass.training) return backward_eval(shape(pass.rows), x, dy, dx);
  batch_norm_backward(shape(pass.rows), x, value(0), mean_, inverse_std_, dy, gradient(0), gradient(1), Write::replace,
                      dx);
}

// Running statistics are constants, so eval mode is one affine map per channel. Only measurements come here.
void BatchNorm::backward_eval(const NormalizationShape& shape, In x, In dy, Out dx) {
  const In mean = buffers_[0].value;
  const Tensor<1> inverse_std = 1.0f / xt::sqrt(view<1>(In(buffers_[1].value), {channels_}) + eps_);
  for (std::size_t c = 0; c < channels_; ++c) {
    const float slope = parameters_.empty() ? inverse_std(c) : value(0)[c] * inverse_std(c);
    double dgamma = 0, dbeta = 0;
    for (std::size_t row = 0; row < shape.rows; ++row) {
      const std::size_t start = (row * channels_ + c) * spatial_;
      for (std::size_t i = start; i < start + spatial_; ++i) {
        dgamma += static_cast<double>(dy[i] * (x[i] - mean[c]) * inverse_std(c));
        dbeta += static_cast<double>(dy[i]);
        if (!dx.empty()) dx[i] = dy[i] * slope;
      }
    }
    if (!trains()) continue;
    gradient(0)[c] = static_cast<float>(dgamma);
    gradient(1)[c] = static_cast<float>(dbeta);
  }
}

void BatchNorm::update(const LayerSpec& spec) {
  if (const auto* own = std::get_if<BatchNorm1dSpec>(&spec.value)) set(*own);
  if (const auto* own = std::get_if<BatchNorm2dSpec>(&spec.value)) set(*own);
}

}  // namespace livefig
