// Losses and the penalty over the kernels, and the targets they take.
#include "network/loss.hpp"

#include <string>

#include "base/text.hpp"
#include "kernels/elementwise.hpp"
#include "kernels/loss.hpp"
#include "kernels/reduce.hpp"
#include "kernels/softmax.hpp"

namespace livefig {
namespace {

Error mismatch(const char* where, Pieces message) { return {ErrorCode::ShapeMismatch, where, message}; }

}  // namespace

std::string_view loss_name(const LossSpec& loss) {
  return std::visit([](const auto& spec) { return spec.type_name; }, loss);
}

double l2_of(const LossSpec& loss) {
  return std::visit([](const auto& spec) { return spec.l2; }, loss);
}

TargetKind target_kind(const LossSpec& loss) {
  return std::holds_alternative<CrossEntropyLossSpec>(loss) ? TargetKind::classes : TargetKind::values;
}

Status check_loss(const LossSpec& loss, const Shape& output, TargetKind given, const Shape& target_shape) {
  const std::string name(loss_name(loss));
  if (target_kind(loss) == TargetKind::classes) {
    if (given == TargetKind::values) return mismatch("loss", {name, " expected class indices as targets, got values"});
    if (output.size() != 1)
      return mismatch("model", {name, " expected an output of shape (classes,), got ", to_string(output)});
    return {};
  }
  if (given == TargetKind::classes) {
    if (count(output) != 1)
      return mismatch("loss", {name, " expected values as targets, got class indices (which need a single output, not ",
                               count(output), ")"});
    return {};
  }
  if (count(output) != count(target_shape))
    return mismatch("model", {name, " expected ", count(target_shape), " outputs, as many as the targets have, got ",
                              count(output)});
  return {};
}

float loss_value(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows, std::size_t width) {
  return loss_gradient(loss, outputs, targets, rows, width, {});
}

float loss_gradient(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows, std::size_t width,
                    Out doutputs) {
  const In y = outputs.first(rows * width);
  double value = 0;
  if (std::holds_alternative<CrossEntropyLossSpec>(loss)) {
    value = cross_entropy(y, targets.classes.first(rows), width, doutputs);
  } else if (std::holds_alternative<BCEWithLogitsLossSpec>(loss)) {
    value = bce_with_logits(y, targets.values.first(y.size()), doutputs);
  } else if (std::holds_alternative<L1LossSpec>(loss)) {
    value = mean_absolute_error(y, targets.values.first(y.size()), doutputs);
  } else if (const auto* spec = std::get_if<HuberLossSpec>(&loss)) {
    value = huber(y, targets.values.first(y.size()), static_cast<float>(spec->delta), doutputs);
  } else {
    value = mean_squared_error(y, targets.values.first(y.size()), doutputs);
  }
  return static_cast<float>(value);
}

std::optional<std::size_t> correct_rows(const LossSpec& loss, In outputs, const Targets& targets, std::size_t rows,
                                        std::size_t width) {
  if (std::holds_alternative<CrossEntropyLossSpec>(loss))
    return count_correct(outputs.first(rows * width), targets.classes.first(rows), width);
  if (!std::holds_alternative<BCEWithLogitsLossSpec>(loss)) return {};
  std::size_t correct = 0;
  for (std::size_t start = 0; start < rows * width; start += width) {
    bool all = true;
    for (std::size_t i = start; i < start + width; ++i)
      all = all && (targets.values[i] > 0.5f ? outputs[i] > 0.0f : outputs[i] <= 0.0f);
    correct += all ? 1 : 0;
  }
  return correct;
}

float squared_weights(const Network& network) {
  double sum = 0;
  for (const ParameterInfo& info : network.parameter_infos())
    if (info.decays) sum += squared_norm(network.parameters().subspan(info.offset, info.count));
  return static_cast<float>(sum);
}

void add_penalty_gradient(Network& network, double l2) {
  if (l2 == 0) return;
  for (const ParameterInfo& info : network.parameter_infos()) {
    if (!info.decays || !info.trains) continue;
    const Out gradient = network.gradients().subspan(info.offset, info.count);
    add_scaled(gradient, static_cast<float>(2 * l2), network.parameters().subspan(info.offset, info.count), gradient);
  }
}

}  // namespace livefig
