#include "network/loss.hpp"

#include <string>

#include "kernels/elementwise.hpp"
#include "kernels/loss.hpp"
#include "kernels/reduce.hpp"
#include "kernels/softmax.hpp"

namespace livefig {
namespace {

Error mismatch(const char* where, std::string message) { return {ErrorCode::ShapeMismatch, where, std::move(message)}; }

}  // namespace

std::string_view loss_name(const LossSpec& loss) {
  return std::visit([](const auto& spec) { return spec.type_name; }, loss);
}

double l2_of(const LossSpec& loss) {
  return std::visit([](const auto& spec) { return spec.l2; }, loss);
}

void set_l2(LossSpec& loss, double l2) {
  std::visit([l2](auto& spec) { spec.l2 = l2; }, loss);
}

TargetKind target_kind(const LossSpec& loss) {
  return std::holds_alternative<CrossEntropyLossSpec>(loss) ? TargetKind::classes : TargetKind::values;
}

Status check_loss(const LossSpec& loss, const Shape& output, std::size_t classes, std::size_t target_width) {
  const std::string name(loss_name(loss));
  if (target_kind(loss) == TargetKind::classes) {
    if (classes == 0) return mismatch("loss", name + " expected class indices as targets, got values");
    if (output.size() != 1)
      return mismatch("model", name + " expected an output of shape (classes,), got " + to_string(output));
    if (output[0] < classes)
      return mismatch("model", name + " expected at least " + std::to_string(classes) + " outputs for " +
                                   std::to_string(classes) + " classes, got " + std::to_string(output[0]));
    return {};
  }
  if (classes > 0) {
    if (count(output) != 1 || classes > 2)
      return mismatch("loss", name + " expected values as targets (or two classes and one output), got " +
                                  std::to_string(classes) + " classes and an output of shape " + to_string(output));
    return {};
  }
  if (count(output) != target_width)
    return mismatch("model", name + " expected " + std::to_string(target_width) + " outputs, as many as the targets have, got " +
                                 std::to_string(count(output)));
  return {};
}

void class_values(std::span<const std::int32_t> classes, Out out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(classes[i]);
}

double loss_value(const LossSpec& loss, In outputs, const Targets& targets, std::size_t width) {
  return loss_gradient(loss, outputs, targets, width, {});
}

double loss_gradient(const LossSpec& loss, In outputs, const Targets& targets, std::size_t width, Out doutputs) {
  if (std::holds_alternative<CrossEntropyLossSpec>(loss)) return cross_entropy(outputs, targets.classes, width, doutputs);
  if (std::holds_alternative<BCEWithLogitsLossSpec>(loss)) return bce_with_logits(outputs, targets.values, doutputs);
  return mean_squared_error(outputs, targets.values, doutputs);
}

std::optional<std::size_t> correct_rows(const LossSpec& loss, In outputs, const Targets& targets, std::size_t width) {
  if (std::holds_alternative<CrossEntropyLossSpec>(loss)) return count_correct(outputs, targets.classes, width);
  if (!std::holds_alternative<BCEWithLogitsLossSpec>(loss)) return {};
  std::size_t correct = 0;
  for (std::size_t start = 0; start < outputs.size(); start += width) {
    bool all = true;
    for (std::size_t i = start; i < start + width; ++i)
      all = all && (targets.values[i] > 0.5f ? outputs[i] > 0.0f : outputs[i] <= 0.0f);
    correct += all ? 1 : 0;
  }
  return correct;
}

double squared_weights(const Network& network) {
  double sum = 0;
  for (const ParameterInfo& info : network.parameter_infos())
    if (info.decays) sum += squared_norm(network.parameters().subspan(info.offset, info.count));
  return sum;
}

void add_penalty_gradient(Network& network, double l2) {
  if (l2 == 0) return;
  for (const ParameterInfo& info : network.parameter_infos()) {
    if (!info.decays) continue;
    const Out gradient = network.gradients().subspan(info.offset, info.count);
    add_scaled(gradient, static_cast<float>(2 * l2), network.parameters().subspan(info.offset, info.count), gradient);
  }
}

}  // namespace livefig
